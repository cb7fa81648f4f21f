package dev.parallax.governance;

import static dev.parallax.governance.DataCode.ALR;
import static dev.parallax.governance.DataCode.ASG;
import static dev.parallax.governance.DataCode.AUD;
import static dev.parallax.governance.DataCode.CAT;
import static dev.parallax.governance.DataCode.CHA;
import static dev.parallax.governance.DataCode.CS;
import static dev.parallax.governance.DataCode.DEC;
import static dev.parallax.governance.DataCode.DEP;
import static dev.parallax.governance.DataCode.EB;
import static dev.parallax.governance.DataCode.ESC;
import static dev.parallax.governance.DataCode.EXC;
import static dev.parallax.governance.DataCode.INC;
import static dev.parallax.governance.DataCode.MAT;
import static dev.parallax.governance.DataCode.ONC;
import static dev.parallax.governance.DataCode.PMR;
import static dev.parallax.governance.DataCode.POL;
import static dev.parallax.governance.DataCode.RACI;
import static dev.parallax.governance.DataCode.REL;
import static dev.parallax.governance.DataCode.REV;
import static dev.parallax.governance.DataCode.SLA;
import static dev.parallax.governance.DataCode.SLO;
import static dev.parallax.governance.DataCode.STD;
import static dev.parallax.governance.DataCode.SUP;
import static dev.parallax.governance.DataCode.TOIL;
import static dev.parallax.governance.DataCode.TST;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The Monday questions of the eleven personas: what each wants to know at the start of a week, and
/// the data that answers it. Each persona's home shows all of its questions, answered or with what
/// is still needed.
///
/// Source: the tables "Monday question / answered from", one per persona, distilled from ADR-00002
/// and its siblings (SIG-SRE, operate-first/sre); the wording is this product's.
public final class Questions {
  private static final List<Question> ALL =
      Stream.of(
              serviceOwner(),
              productOwner(),
              engineeringManager(),
              developer(),
              architectureLead(),
              qeManager(),
              qualityEngineer(),
              sre(),
              supportEngineer(),
              executive(),
              serviceConsumer())
          .flatMap(List::stream)
          .toList();
  private static final Map<String, Question> BY_ID =
      ALL.stream().collect(Collectors.toMap(Question::id, Function.identity()));

  private Questions() {}

  /// All questions, persona by persona.
  public static List<Question> all() {
    return ALL;
  }

  /// The questions of one persona in the order of its page; none for personas beyond the eleven.
  public static List<Question> of(PersonaId persona) {
    return ALL.stream().filter(question -> question.persona().equals(persona)).toList();
  }

  /// The question with that id, such as `SO-1`.
  public static Optional<Question> get(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  private static List<Question> serviceOwner() {
    return new Page("SO", "service-owner")
        .asks(
            "Which of my services have missed an SLO, or will before the window closes, and since when?",
            EB,
            POL)
        .asks(
            "What waits for my decision, how long has it waited, and whom does it block?",
            DEC,
            RACI)
        .asks(
            "Which exceptions have I granted, when do they lapse, and what have they cost in error budget?",
            EXC,
            EB)
        .asks("Which services meet their SLO while their customers are unhappy?", POL, CS, SUP)
        .asks(
            "How much margin is left between SLO and SLA, and what are we exposed to in credits?",
            SLA,
            EB)
        .asks("Which upstream burned my error budget, and who is accountable there?", DEP, ASG)
        .asks(
            "Which accountable or responsible seats of my services are vacant, expired or filled by one person alone?",
            ASG,
            RACI)
        .asks("Did last month's decisions work: how did the budget run before and after?", DEC, EB)
        .questions();
  }

  private static List<Question> productOwner() {
    return new Page("PO", "product-owner")
        .asks(
            "May features go ahead this sprint, service by service, and if not, which SLO says no?",
            POL,
            EB)
        .asks(
            "How much error budget will the risky work we plan consume: load tests, migrations, chaos runs?",
            EB,
            REL,
            CHA)
        .asks(
            "Which reliability items from post-mortems and root causes are unscheduled or late?",
            PMR)
        .asks(
            "How did last sprint divide into features, reliability and toil, against what the long-term policy asks?",
            POL,
            TOIL)
        .asks(
            "Which other product owner must I talk to: whose failures burn my budget, and whose budget do mine burn?",
            DEP,
            ASG)
        .asks(
            "Which of my exceptions need a progress note or the announcement that they are closed?",
            EXC)
        .asks("Which proposals to change an SLO wait for my work, or for someone's advice?", DEC)
        .questions();
  }

  private static List<Question> engineeringManager() {
    return new Page("EM", "engineering-manager")
        .asks(
            "What does my team owe this week, by when, and what is late?", DEC, REV, ESC, PMR, ASG)
        .asks(
            "Who carries too much: open duties, on-call hours and night pages per person?",
            RACI,
            ONC,
            ALR)
        .asks("Which seats go vacant if someone leaves, or is away next week?", ASG, ONC)
        .asks(
            "Which escalations have been handed over to me, and when is their next update due?",
            ESC)
        .asks("Which team or peer depends on us and is waiting?", DEP, DEC)
        .asks(
            "Is at least half of my engineers' time free of on-call, and does toil grow faster than we remove it?",
            TOIL,
            ONC)
        .asks("Which repeated incidents trace back to us?", INC, PMR)
        .questions();
  }

  private static List<Question> developer() {
    return new Page("DEV", "developer")
        .asks(
            "May I release, and if not: which SLO and which rule block it, who can lift it, which changes are exempt?",
            REL,
            POL,
            RACI)
        .asks("Did my last deployment burn error budget?", REL, EB)
        .asks("Which SLO and SLI work is mine, and when exactly is it done?", DEC)
        .asks(
            "Which alerts of my component lack a runbook, a summary or a severity, or have been flapping?",
            ALR)
        .asks("Which action items are my team's, and when are they due?", PMR)
        .asks("Whom must I consult before I change this SLI, and whom can I ask?", RACI)
        .asks("Which SLOs do my upstreams promise me, so that my own target is possible?", DEP, SLO)
        .questions();
  }

  private static List<Question> architectureLead() {
    return new Page("AL", "architecture-lead")
        .asks(
            "Which services stray from the guard-rails on SLI types, windows, alert style and required personas, and is it getting better?",
            STD,
            MAT)
        .asks("Which SLOs cannot be met, given the SLOs of what they depend on?", DEP, SLO)
        .asks(
            "Which services measure from too far away, measure queue length, or cover no golden signal?",
            SLO)
        .asks("Which items of the SLO roadmap are stuck, and why?", DEC)
        .asks(
            "Which systemic cause burns the most error budget across services this quarter?",
            PMR,
            EB)
        .asks("Which exceptions to our standards are open or about to expire?", STD)
        .asks("Which two teams build the same thing twice?", CAT)
        .questions();
  }

  private static List<Question> qeManager() {
    return new Page("QM", "qe-manager")
        .asks("Which escaped defects burned error budget last month, and how much?", TST, INC, EB)
        .asks("Where does our test effort miss the places where budget burns?", TST, EB)
        .asks(
            "How many defects are open per service, how old are they, and what share did customers report?",
            TST,
            SUP)
        .asks(
            "Which releases went out with a failed or waived quality gate, and who waived it?",
            REL,
            DEC)
        .asks("Which SLOs have been proven under load or chaos, and which never?", CHA, SLO)
        .asks(
            "Which usability and customer tickets concern something that no SLO reflects?",
            SUP,
            SLO)
        .questions();
  }

  private static List<Question> qualityEngineer() {
    return new Page("QE", "quality-engineer")
        .asks("Which SLOs does this build threaten?", TST, SLO)
        .asks(
            "May I run the load, chaos or production test today: what budget is left, what will it burn, is the risk accepted?",
            EB,
            CHA,
            DEC)
        .asks("Which changes to SLIs and alerts still need tests?", ALR, TST)
        .asks("Which incidents have no regression test yet?", INC, PMR, TST)
        .asks("Do the quality figures reach the personas who need them?", RACI)
        .questions();
  }

  private static List<Question> sre() {
    return new Page("SRE", "sre")
        .asks(
            "What burned over the weekend, how fast, and because of which incident, deployment or dependency?",
            EB,
            INC,
            REL,
            DEP)
        .asks(
            "Which SLO data is missing or wrong: no data, constant burn, more good than total?",
            SLO,
            EB)
        .asks(
            "Who is on call for what, which hour or role is uncovered, which hand-offs are due?",
            ONC,
            CAT)
        .asks(
            "Which incidents still lack a root cause, a post-mortem, lifted silences or a baseline?",
            INC)
        .asks("Which failures came back although their action item was closed?", INC, PMR)
        .asks(
            "Which alerts are not worth waking up for: no runbook, no action ever, false alarms?",
            ALR)
        .asks(
            "How much toil did we log, what can be reduced first, and do we grow more slowly than our customers?",
            TOIL,
            CAT)
        .asks("What do I bring to the weekly uptime review?", REV)
        .questions();
  }

  private static List<Question> supportEngineer() {
    return new Page("SUP", "support-engineer")
        .asks(
            "Is customer X affected now, or were they over the weekend, by which incident, and what may I tell them?",
            INC,
            SLO,
            SUP)
        .asks(
            "Which open cases match a known incident or post-mortem, so that we answer alike?",
            SUP,
            INC)
        .asks("What did we promise customer X, over which window, and has it been broken?", SLA, EB)
        .asks(
            "Who leads support and who commands incident N, and when is its next update due?", INC)
        .asks("Which clusters of cases have no SLO or alert behind them?", SUP, SLO)
        .asks("Which elevated access do I hold, and until when?", AUD)
        .questions();
  }

  private static List<Question> executive() {
    return new Page("EX", "executive")
        .asks(
            "Do we keep our promises: what share of SLOs is met, weighted by importance, and how does that compare with last quarter?",
            EB,
            CAT)
        .asks(
            "Where is the risk that customers will see concentrated, and who is accountable?",
            POL,
            ASG)
        .asks("How many exceptions are open, how old are they, and which are repeats?", EXC)
        .asks(
            "Does SRE effort grow more slowly than the business, and how much of it is toil?", TOIL)
        .asks("Are decisions made in time, and which accountabilities are overdue?", DEC)
        .asks(
            "Which maturity have we reached against our target, and what blocks the next phase?",
            MAT)
        .asks("Where is accountability missing, or resting on one person?", RACI, ASG)
        .questions();
  }

  private static List<Question> serviceConsumer() {
    return new Page("CON", "service-consumer")
        .asks("Is it up for me, and was it within its promise this period?", SLO, EB)
        .asks("What exactly is promised, what has changed, and what is planned?", SLO, SLA)
        .asks("What happened in the last incident?", PMR)
        .asks(
            "If I am a service: do my upstream's SLOs support mine, and who is my counterpart there?",
            DEP,
            ASG,
            SLO)
        .asks("How do I say what I expect or miss, and see that it counts?", CS, REV)
        .asks("Can I subscribe by calendar or webhook?", INC, REV)
        .questions();
  }

  /// Numbers the questions of one persona as they are written down.
  private static final class Page {
    private final String prefix;
    private final PersonaId persona;
    private final List<Question> questions = new ArrayList<>();

    Page(String prefix, String persona) {
      this.prefix = prefix;
      this.persona = new PersonaId(persona);
    }

    Page asks(String text, DataCode... sources) {
      String id = prefix + "-" + (questions.size() + 1);
      questions.add(new Question(id, persona, text, List.of(sources)));
      return this;
    }

    List<Question> questions() {
      return List.copyOf(questions);
    }
  }
}
