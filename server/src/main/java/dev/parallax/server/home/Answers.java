package dev.parallax.server.home;

import dev.parallax.governance.DataCode;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Question;
import dev.parallax.governance.Questions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Which question is answered by whom. What is not listed is not answered yet.
final class Answers {
  private final Map<String, Function<Question, Answer>> byId;

  private Answers(Map<String, Function<Question, Answer>> byId) {
    this.byId = byId;
  }

  /// What follows from a statement, the register and the matrices: the same for everybody who looks
  /// at the same services.
  static Answers lasting(Lens lens, Present present, Past past) {
    BudgetAnswers budgets = new BudgetAnswers(lens, past);
    PeopleAnswers people = new PeopleAnswers(lens);
    DependencyAnswers dependencies = new DependencyAnswers(lens);
    DefinitionAnswers definitions = new DefinitionAnswers(lens);
    PolicyAnswers policy = new PolicyAnswers(lens);
    MatrixAnswers matrix = new MatrixAnswers(lens, present);
    return new Answers(
        Map.ofEntries(
            Map.entry("SO-1", budgets::missed),
            Map.entry("SO-7", people::gaps),
            Map.entry("PO-1", policy::greenLight),
            Map.entry("PO-5", dependencies::neighboursToTalkTo),
            Map.entry("EM-3", people::ifSomebodyLeaves),
            Map.entry("DEV-1", policy::mayIRelease),
            Map.entry("DEV-6", matrix::whomToConsult),
            Map.entry("DEV-7", dependencies::upstreamPromises),
            Map.entry("AL-1", definitions::guardRails),
            Map.entry("AL-2", dependencies::impossibleTargets),
            Map.entry("AL-3", definitions::doubtfulIndicators),
            Map.entry("AL-7", definitions::doubled),
            Map.entry("QE-5", matrix::informed),
            Map.entry("SRE-1", budgets::weekend),
            Map.entry("SRE-2", budgets::dataQuality),
            Map.entry("SRE-3", people::onCall),
            Map.entry("SRE-8", budgets::agenda),
            Map.entry("SUP-3", budgets::promised),
            Map.entry("EX-1", budgets::promisesKept),
            Map.entry("EX-2", budgets::riskiest),
            Map.entry("EX-7", people::gaps),
            Map.entry("CON-1", budgets::upForMe),
            Map.entry("CON-2", definitions::exactlyPromised),
            Map.entry("CON-4", dependencies::upstreamSupport)));
  }

  /// What follows from the decisions that are open now, and may be one person's own.
  static Answers passing(Lens lens, Present present, Past past) {
    DecisionAnswers decisions = new DecisionAnswers(lens, present, past);
    return new Answers(
        Map.ofEntries(
            Map.entry("SO-2", decisions::mine),
            Map.entry("SO-8", decisions::worked),
            Map.entry("PO-7", decisions::proposals),
            Map.entry("EM-1", decisions::owed),
            Map.entry("DEV-3", decisions::work),
            Map.entry("AL-4", decisions::stuck),
            Map.entry("EX-5", decisions::inTime)));
  }

  /// All questions of a persona in their order, answered where they can be.
  List<Answer> of(PersonaId persona) {
    return over(Questions.of(persona).stream().map(Answers::open).toList(), persona);
  }

  /// The same answers, with those that are known here instead.
  List<Answer> over(List<Answer> answers, PersonaId persona) {
    List<Question> questions = Questions.of(persona);
    return IntStream.range(0, answers.size())
        .mapToObj(
            at -> {
              Function<Question, Answer> answering = byId.get(questions.get(at).id());
              return answering == null ? answers.get(at) : answering.apply(questions.get(at));
            })
        .toList();
  }

  private static Answer open(Question question) {
    return Answer.open(question, question.sources().stream().map(DataCode::meaning).toList());
  }
}
