package dev.parallax.governance.raci.lint;

import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.ShippedMatrices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The anomalies of the published matrix, by the numbers under which they are catalogued: those
/// that a rule sees in the matrix, and the known deviations between it and the documents around it.
///
/// Sources, all of SIG-SRE (operate-first/sre): ADR-00002 personas, ADR-00005 SLO lifecycle,
/// ADR-00006 SLO RACI chart, ADR-00007 error budget policy, the incident management process.
final class Catalogue {
  private record Key(String rule, @Nullable String activity, @Nullable String column) {}

  private static final Map<Key, String> NUMBERS =
      Map.ofEntries(
          Map.entry(new Key("RL-01", "existence", null), "AN-01"),
          Map.entry(new Key("RL-05", "existence", "Sw. Eng/QE"), "AN-02"),
          Map.entry(new Key("RL-09", "measure-track", "SRE IC"), "AN-04"),
          Map.entry(new Key("RL-11", null, "Exec (VP)"), "AN-06"),
          Map.entry(new Key("RL-12", "measure-track", null), "AN-08"),
          Map.entry(new Key("RL-20", null, "Engineering/Quality Lead"), "AN-09"),
          Map.entry(new Key("RL-02", "handle-budget", "Product Owner(s)"), "AN-10"),
          Map.entry(new Key("RL-08", "existence", null), "AN-14"),
          Map.entry(new Key("RL-08", "measure-track", null), "AN-14"),
          Map.entry(new Key("RL-08", "recalibrate", null), "AN-14"));

  private static final Spot WHOLE = new Spot(null, null);

  /// A deviation, and whether the reconciled matrix or a setting of Parallax settles it.
  private record Deviation(
      String number, Severity severity, Spot place, String reason, String remedy, boolean settled) {
    Finding finding() {
      return new Finding("RL-23", severity, place, reason, remedy, number);
    }
  }

  private static final List<Deviation> DEVIATIONS =
      List.of(
          new Deviation(
              "AN-03",
              Severity.ERROR,
              new Spot("existence", "Product Owner(s)"),
              "ADR-00005 makes the product manager answer for the SLO as a feature of the product; here the Product Owner is only consulted, and answers for the error budget alone.",
              "Add an activity for the feature and give its A to the Product Owner, as the reconciled matrix does.",
              true),
          new Deviation(
              "AN-05",
              Severity.ERROR,
              new Spot("handle-budget", "SRE IC"),
              "ADR-00007 has SRE declare the miss, lead the first phase of the escalation and sit in the weekly review; here SRE is only informed.",
              "Give SRE an R, as the reconciled matrix does.",
              true),
          new Deviation(
              "AN-11",
              Severity.NOTE,
              WHOLE,
              "Seven columns stand for eleven personas: Support Engineer and Service Consumer have none, QE Manager one by best fit only, and 'Director' is a persona of no ADR.",
              "Add columns for those who are told or asked, as the reconciled matrix does.",
              true),
          new Deviation(
              "AN-12",
              Severity.WARNING,
              new Spot("propose-roadmap", null),
              "ADR-00005 knows no SLO roadmap, so nobody can tell what proposing, agreeing on and executing one consists of.",
              "Describe the three activities, or remove them.",
              false),
          new Deviation(
              "AN-13",
              Severity.WARNING,
              WHOLE,
              "Sibling documents ask for activities without a row: review, remediation and retirement of an SLO, the switch to enforcing, escalation, exceptions, risk assessment, incidents and their reviews, changes of alert rules, chaos runs, approval of policies.",
              "Add a matrix for them, or rows.",
              false),
          new Deviation(
              "AN-15",
              Severity.NOTE,
              WHOLE,
              "ADR-00006 says that it depends on nothing, and takes its personas from ADR-00002 and its activities from ADR-00005.",
              "Name both as dependencies.",
              false),
          new Deviation(
              "AN-16",
              Severity.WARNING,
              WHOLE,
              "ADR-00007 speaks of leads, managers, a coordinator, a team and stakeholders, none of whom is a persona.",
              "Map its words to personas before its policy is executed.",
              false),
          new Deviation(
              "AN-17",
              Severity.NOTE,
              WHOLE,
              "ADR-00007 has a heading that does not render, a sentence of the exception process that breaks off, a table inside a fence of code, and a window that was softened from 28 days to an example.",
              "Mend the text at its source.",
              false),
          new Deviation(
              "AN-18",
              Severity.ERROR,
              new Spot("handle-budget", null),
              "ADR-00007 allows releases while any budget remains and stops them when more than the budget is used; what holds at exactly nothing left, neither says.",
              "Decide it: Parallax takes exactly zero as exhausted.",
              true),
          new Deviation(
              "AN-19",
              Severity.ERROR,
              WHOLE,
              "The incident process gives the post-mortem to the Incident Owner and to the Technical Lead, and its actions to the Incident Owner and to the Problem Investigation Manager.",
              "Name one: in Parallax the Incident Owner drives it, and the Problem Investigation Manager answers for it and its actions.",
              true),
          new Deviation(
              "AN-20",
              Severity.WARNING,
              WHOLE,
              "The root cause analysis is due 7 business days after the announcement, the review 5 after recovery: after a long incident the analysis is due before the review that has to contain it.",
              "Keep both clocks and hold the review before the earlier of them, as Parallax does.",
              true),
          new Deviation(
              "AN-21",
              Severity.WARNING,
              WHOLE,
              "The first responder is told to open the bridge before any troubleshooting, and by the flow chart to try for ten minutes first; the two also start that clock at different moments.",
              "Decide which comes first, and when the clock starts.",
              false));

  private Catalogue() {}

  /// The number of a finding of the published matrix.
  static @Nullable String numberOf(Finding finding) {
    Spot place = finding.place();
    return finding.rule().equals("RL-10")
        ? "AN-07"
        : NUMBERS.get(new Key(finding.rule(), place.activity(), place.column()));
  }

  /// What the documents around the published matrix say otherwise, as long as the cell that they
  /// contradict stands as it was published.
  static Stream<Finding> ofPublished(RaciMatrix matrix) {
    return DEVIATIONS.stream()
        .map(Deviation::finding)
        .filter(
            each ->
                codeAt(matrix, each.place())
                    .equals(codeAt(ShippedMatrices.published(), each.place())));
  }

  private static Optional<String> codeAt(RaciMatrix matrix, Spot place) {
    String activity = place.activity();
    String column = place.column();
    return activity == null || column == null
        ? Optional.empty()
        : matrix.cell(activity, column).map(Cell::code);
  }

  /// What of it neither the reconciled matrix nor a setting settles.
  static Stream<Finding> ofReconciled() {
    return DEVIATIONS.stream().filter(each -> !each.settled()).map(Deviation::finding);
  }
}
