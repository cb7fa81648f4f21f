package dev.parallax.governance;

import static dev.parallax.governance.Shop.ANN;
import static dev.parallax.governance.Shop.BOB;
import static dev.parallax.governance.Shop.FOR_ALL;
import static dev.parallax.governance.Shop.FOR_CHECKOUT;
import static dev.parallax.governance.Shop.FOR_SHOP;
import static dev.parallax.governance.Shop.LAST_WEEK;
import static dev.parallax.governance.Shop.MONDAY;
import static dev.parallax.governance.Shop.NEXT_WEEK;
import static dev.parallax.governance.Shop.SERVICE_OWNER;
import static dev.parallax.governance.Shop.SRE;
import static dev.parallax.governance.Shop.always;
import static dev.parallax.governance.Shop.assigned;
import static dev.parallax.governance.Shop.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.governance.Assignment.Validity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
  @Test
  void aValidityHoldsFromItsBeginningUntilJustBeforeItsEnd() {
    Validity week = new Validity(LAST_WEEK, MONDAY);

    assertThat(week.covers(LAST_WEEK)).isTrue();
    assertThat(week.covers(MONDAY.minusNanos(1))).isTrue();
    assertThat(week.covers(MONDAY)).isFalse();
    assertThat(week.covers(LAST_WEEK.minusNanos(1))).isFalse();
    assertThat(week.isOver(MONDAY)).isTrue();
  }

  @Test
  void anOpenValidityHoldsAlways() {
    assertThat(Validity.ALWAYS.covers(Instant.EPOCH)).isTrue();
    assertThat(Validity.from(MONDAY).covers(LAST_WEEK)).isFalse();
    assertThat(new Validity(null, MONDAY).covers(LAST_WEEK)).isTrue();
  }

  @Test
  void refusesAValidityThatEndsBeforeItBegins() {
    assertThatThrownBy(() -> new Validity(MONDAY, MONDAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an end after the beginning");
    assertThatThrownBy(() -> new Validity(MONDAY, LAST_WEEK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSameHolderTwiceAtOnceIsAnOverlap() {
    Assignment first = assigned(SRE, person(ANN), FOR_SHOP, new Validity(LAST_WEEK, NEXT_WEEK));
    Assignment second = assigned(SRE, person(ANN), FOR_SHOP, Validity.from(MONDAY));

    List<Assignments.Overlap> overlaps = Assignments.of(second, first).check();

    assertThat(overlaps).containsExactly(new Assignments.Overlap(first, second));
    assertThat(overlaps.getFirst().flaw().message())
        .isEqualTo(
            "person ann as sre of system shop, 2026-11-16T08:00:00Z to 2026-11-30T08:00:00Z (shop.yaml) and "
                + "since 2026-11-23T08:00:00Z (shop.yaml): expected one assignment at a time for the same persona, "
                + "scope and holder, else its end is unclear. Remove one of the two, or end the first where the "
                + "second begins.");
  }

  @Test
  void oneAssignmentMayEndWhereTheNextBegins() {
    Assignments handedOn =
        Assignments.of(
            assigned(SRE, person(ANN), FOR_SHOP, new Validity(LAST_WEEK, MONDAY)),
            assigned(SRE, person(ANN), FOR_SHOP, Validity.from(MONDAY)));

    assertThat(handedOn.check()).isEmpty();
  }

  @Test
  void differentHoldersPersonasAndScopesStandSideBySide() {
    Assignments many =
        Assignments.of(
            always(SRE, person(ANN), FOR_SHOP),
            always(SRE, person(BOB), FOR_SHOP),
            always(SERVICE_OWNER, person(ANN), FOR_SHOP),
            always(SRE, person(ANN), FOR_CHECKOUT),
            always(SRE, person(ANN), FOR_ALL));

    assertThat(many.check()).isEmpty();
  }

  @Test
  void aLongAssignmentOverlapsAllThatBeginDuringIt() {
    Assignment years = always(SRE, person(ANN), FOR_SHOP);
    Assignment oneWeek = assigned(SRE, person(ANN), FOR_SHOP, new Validity(LAST_WEEK, MONDAY));
    Assignment another = assigned(SRE, person(ANN), FOR_SHOP, new Validity(MONDAY, NEXT_WEEK));

    assertThat(Assignments.of(another, oneWeek, years).check())
        .containsExactly(
            new Assignments.Overlap(years, oneWeek), new Assignments.Overlap(years, another));
  }

  @Test
  void tenThousandCopiesOfOneAssignmentAreReportedOnceEach() {
    Assignment one = always(SRE, person(ANN), FOR_SHOP);

    assertThat(new Assignments(Collections.nCopies(10_000, one)).check()).hasSize(9_999);
  }

  @Test
  void namesAreComparedInLowerCaseAndBadOnesAreRefused() {
    assertThat(new PersonRef("Ann@Example.org")).isEqualTo(new PersonRef("ann@example.org"));
    assertThat(new Scope.SystemScope("Shop")).isEqualTo(FOR_SHOP);
    assertThatThrownBy(() -> new PersonRef("Ann Ash"))
        .hasMessage(
            "person name 'Ann Ash': expected 1 to 127 of a-z 0-9 - . _ @ + that start and end with a letter or "
                + "digit. Rename it, or use the login or mail address.");
    assertThatThrownBy(() -> new Holder.Group("")).hasMessageStartingWith("group name ''");
  }
}
