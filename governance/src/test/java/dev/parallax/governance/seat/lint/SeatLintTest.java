package dev.parallax.governance.seat.lint;

import static dev.parallax.governance.seat.Office.ANN;
import static dev.parallax.governance.seat.Office.BOB;
import static dev.parallax.governance.seat.Office.CAT;
import static dev.parallax.governance.seat.Office.CHECKOUT;
import static dev.parallax.governance.seat.Office.DAN;
import static dev.parallax.governance.seat.Office.DEVELOPER;
import static dev.parallax.governance.seat.Office.EVE;
import static dev.parallax.governance.seat.Office.EXECUTIVE;
import static dev.parallax.governance.seat.Office.FOR_CHECKOUT;
import static dev.parallax.governance.seat.Office.NOW;
import static dev.parallax.governance.seat.Office.OWNER;
import static dev.parallax.governance.seat.Office.SRE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Assignment.Validity;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.seat.Office;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.Span;
import dev.parallax.governance.seat.analysis.OwnerNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule with an office in which it speaks up and one in which it does not.
class SeatLintTest {
  private static final PersonaId MANAGER = new PersonaId("engineering-manager");
  private static final Bounds BOUNDS = Bounds.USUAL.important(Set.of(CHECKOUT));

  /// @param says what the finding must contain
  record Example(String rule, Office fires, String says, Office doesNot) {
    @Override
    public String toString() {
      return rule + ": " + says;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(ofHolders(), ofCover(), ofRegister()).flatMap(List::stream);
  }

  private static List<Example> ofHolders() {
    return List.of(
        new Example(
            "RL-02",
            new Office().assign(OWNER, ANN).assign(OWNER, BOB),
            "2 people could answer for 'Agree on SLO' (ann, bob)",
            new Office().assign(OWNER, ANN, Rank.PRIMARY).assign(OWNER, BOB)),
        new Example(
            "RL-05",
            new Office()
                .assign(OWNER, ANN)
                .assign(DEVELOPER, BOB)
                .reports(ANN, CAT)
                .reports(CAT, BOB),
            "ann answers for 'Agree on SLO' and reports to bob",
            new Office().assign(OWNER, ANN).assign(DEVELOPER, BOB).reports(BOB, ANN)),
        new Example(
            "RL-14",
            everything(new Office(), ANN),
            "ann answers for everything and does everything",
            everything(new Office(), ANN).assign(DEVELOPER, BOB)),
        new Example(
            "RL-19",
            new Office().assign(OWNER, ANN).with(new Person(ANN, "robot").asMachine()),
            "Only programs sit there (ann)",
            new Office()
                .assign(OWNER, BOB)
                .assign(SRE, BOB)
                .assign(DEVELOPER, ANN)
                .with(new Person(ANN, "robot").asMachine())),
        new Example(
            "RL-21",
            new Office().assign(OWNER, ANN).assign(SRE, ANN).assign(MANAGER, BOB),
            "ann corrects the ledger and answers for its being corrected rightly",
            new Office().assign(OWNER, ANN).assign(SRE, BOB)));
  }

  private static Office everything(Office office, PersonRef person) {
    Stream.of(
            "service-owner",
            "product-owner",
            "architecture-lead",
            "developer",
            "qe-manager",
            "sre",
            "engineering-manager",
            "executive")
        .forEach(persona -> office.assign(new PersonaId(persona), person));
    return office;
  }

  private static List<Example> ofCover() {
    Span tomorrow = new Span(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(3)));
    return List.of(
        new Example(
            "RL-15",
            new Office().assign(DEVELOPER, BOB).keeper(EVE),
            "Nobody answers for 'Agree on SLO'. Nobody is 'Service Owner' of service checkout",
            filled(new Office())),
        new Example(
            "RL-16",
            new Office().assign(OWNER, ANN).away(ANN, tomorrow),
            "From 2026-11-24T08:00:00Z on nobody can answer for 'Agree on SLO'",
            new Office().assign(OWNER, ANN).assign(OWNER, BOB, Rank.DEPUTY).away(ANN, tomorrow)),
        new Example(
            "RL-20",
            filled(new Office()),
            "Without ann alone",
            new Office().assign(EXECUTIVE, DAN)),
        new Example(
            "RL-24",
            gate(new Office()).away(ANN),
            "Nobody of the register can answer for 'Handle Error Budget' within 4 hours",
            gate(new Office()).away(ANN, new Span(NOW, NOW.plus(Duration.ofHours(3))))),
        new Example(
            "RL-25",
            new Office().assign(OWNER, ANN).assign(OWNER, ANN, Rank.DEPUTY),
            "ann is 'Service Owner' and their own deputy",
            new Office().assign(OWNER, ANN).assign(OWNER, BOB, Rank.DEPUTY)),
        new Example(
            "RL-25",
            new Office()
                .assign(OWNER, ANN)
                .assign(OWNER, new Holder.ServiceHolder(new ServiceId("cart")), Rank.DEPUTY),
            "a deputy at second hand",
            new Office()
                .assign(OWNER, ANN)
                .group("second", BOB)
                .assign(OWNER, new Holder.Group("second"), Rank.DEPUTY)));
  }

  private static Office filled(Office office) {
    Office all = everything(office, ANN);
    return all;
  }

  /// The office with the shipped matrices, in which who owns the product handles the budget.
  private static Office gate(Office office) {
    return office.asShipped().assign(new PersonaId("product-owner"), ANN);
  }

  private static List<Example> ofRegister() {
    Assignment stale =
        new Assignment(
            OWNER,
            new Holder.Person(ANN),
            FOR_CHECKOUT,
            Validity.from(NOW.minus(Duration.ofDays(200))),
            "office.yaml");
    return List.of(
        new Example(
            "RL-17",
            new Office().assign(OWNER, new Holder.Group("ghosts"), Rank.PEER),
            "group ghosts is 'service-owner' of service checkout and is not in the directory",
            new Office().group("ghosts").assign(OWNER, new Holder.Group("ghosts"), Rank.PEER)),
        new Example(
            "RL-18",
            new Office().with(stale),
            "was last said at 2026-05-07T08:00:00Z",
            new Office().with(stale.attested(NOW.minus(Duration.ofDays(89))))),
        new Example(
            "RL-18",
            new Office()
                .with(stale.attested(NOW.minus(Duration.ofDays(9))))
                .with(new Person(ANN, "Ann").moved(NOW.minus(Duration.ofDays(8)))),
            "person ann came under another manager or into another department at 2026-11-15T08:00:00Z",
            new Office()
                .with(stale.attested(NOW.minus(Duration.ofDays(7))))
                .with(new Person(ANN, "Ann").moved(NOW.minus(Duration.ofDays(8))))),
        new Example(
            "RL-20",
            everything(new Office(), ANN),
            "ann sits in 18 of 18 seats",
            everything(new Office().group("all", ANN, BOB), CAT).with(everywhere("sre", BOB))),
        new Example(
            "RL-25",
            new Office().handsOver(ANN, BOB).handsOver(BOB, CAT),
            "ann handed over to bob, who handed over to cat",
            new Office().handsOver(ANN, BOB).handsOver(CAT, DAN)));
  }

  private static Assignment everywhere(String persona, PersonRef person) {
    return new Assignment(
        new PersonaId(persona),
        new Holder.Person(person),
        new Scope.Organisation(),
        Validity.ALWAYS,
        "office.yaml");
  }

  private static List<Finding> check(Office office, OwnerNames owners) {
    SeatPlan plan = office.plan();
    return Stream.concat(
            SeatLint.check(plan, CHECKOUT, NOW, BOUNDS).stream(),
            SeatLint.check(plan, owners, NOW, BOUNDS).stream())
        .toList();
  }

  private static List<Finding> check(Office office) {
    return check(office, OwnerNames.of(Map.of(), office.plan().roster().directory()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aRuleSpeaksUpWhereItShould(Example example) {
    assertThat(check(example.fires()))
        .filteredOn(finding -> finding.rule().equals(example.rule()))
        .extracting(Finding::reason)
        .anySatisfy(reason -> assertThat(reason).contains(example.says()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aRuleIsSilentWhereItShould(Example example) {
    String start = example.says().replaceFirst("^(ann|group ghosts|\\d+ people) ", "");
    assertThat(check(example.doesNot()))
        .filteredOn(finding -> finding.rule().equals(example.rule()))
        .extracting(Finding::reason)
        .noneSatisfy(reason -> assertThat(reason).contains(start));
  }

  @Test
  void everyRuleHasAnExample() {
    Set<String> shown = new TreeSet<>(examples().map(Example::rule).toList());

    assertThat(shown).isEqualTo(new TreeSet<>(SeatLint.rules()));
    assertThat(shown)
        .containsExactly(
            "RL-02", "RL-05", "RL-14", "RL-15", "RL-16", "RL-17", "RL-18", "RL-19", "RL-20",
            "RL-21", "RL-24", "RL-25");
  }

  @Test
  void everyFindingSaysWhatToDo() {
    assertThat(examples().flatMap(example -> check(example.fires()).stream()))
        .allSatisfy(
            finding -> {
              assertThat(finding.reason()).endsWith(".");
              assertThat(finding.remedy()).endsWith(".");
            });
  }

  @Test
  void separationOfDutiesIsHeldToLessStrictlyInASmallTeam() {
    Office small = new Office().assign(OWNER, ANN).assign(SRE, ANN);
    Office large = new Office().assign(OWNER, ANN).assign(SRE, ANN);
    Stream.of("bob", "cat", "dan", "eve", "fay", "gus")
        .forEach(name -> large.assign(DEVELOPER, new PersonRef(name)));

    assertThat(toxic(small)).isEqualTo(Severity.WARNING);
    assertThat(toxic(large)).isEqualTo(Severity.ERROR);
  }

  private static Severity toxic(Office office) {
    return check(office).stream()
        .filter(finding -> finding.rule().equals("RL-21"))
        .findFirst()
        .orElseThrow()
        .severity();
  }

  @Test
  void ownersOfTheCatalogueAreLookedUpAndReadInEverySpelling() {
    Map<ServiceId, String> written = new HashMap<>();
    written.put(new ServiceId("a"), "group:shield");
    written.put(new ServiceId("b"), "group:default/shield");
    written.put(new ServiceId("c"), "ghosts");
    written.put(new ServiceId("d"), "null");
    Office office = new Office().group("shield", ANN);
    OwnerNames owners = OwnerNames.of(written, office.plan().roster().directory());

    assertThat(check(office, owners))
        .filteredOn(finding -> finding.rule().equals("RL-17"))
        .extracting(Finding::reason)
        .containsExactly(
            "Owner 'group:ghosts' of one service does not exist.",
            "Owner 'null' of one service was never filled in.",
            "One owner is written in 2 ways: group:default/shield, group:shield.");
  }
}
