package dev.parallax.governance;

import static dev.parallax.governance.Shop.ANN;
import static dev.parallax.governance.Shop.BOB;
import static dev.parallax.governance.Shop.CAT;
import static dev.parallax.governance.Shop.LAST_WEEK;
import static dev.parallax.governance.Shop.MONDAY;
import static dev.parallax.governance.Shop.NEXT_WEEK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.governance.Directory.Group;
import dev.parallax.governance.Directory.Membership;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.Directory.Schedule;
import dev.parallax.governance.Directory.Shift;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  @Test
  void aNestedGroupsMembersAreMembersByTheShortestWay() {
    Membership everyone = Shop.directory().membersOf("everyone").orElseThrow();

    assertThat(everyone.paths().keySet()).containsExactly(ANN, BOB, CAT);
    assertThat(everyone.paths()).containsEntry(ANN, List.of("everyone", "shop-leads"));
    assertThat(everyone.paths()).containsEntry(CAT, List.of("everyone"));
  }

  @Test
  void groupsThatContainOneAnotherAreReportedAndCountOnce() {
    Directory directory = Shop.directory();

    assertThat(directory.membersOf("left").orElseThrow().paths().keySet())
        .containsExactly(ANN, BOB);
    assertThat(directory.check())
        .extracting(Flaw::message)
        .containsExactly(
            "groups contain one another: left → right → left: expected groups inside groups without a circle. "
                + "Remove one of them from another; until then each member counts once.");
  }

  @Test
  void aGroupThatContainsItselfIsACircleOfOne() {
    Directory directory = groups(new Group("a", List.of(ANN), List.of("a")));

    assertThat(directory.check().getFirst().found()).endsWith("a → a");
  }

  @Test
  void groupsReachedTwiceAreNoCircle() {
    Directory diamond =
        groups(
            new Group("top", List.of(), List.of("east", "west")),
            new Group("east", List.of(), List.of("bottom")),
            new Group("west", List.of(), List.of("bottom")),
            Group.of("bottom", ANN));

    assertThat(diamond.check()).isEmpty();
    assertThat(diamond.membersOf("top").orElseThrow().paths())
        .containsEntry(ANN, List.of("top", "east", "bottom"));
  }

  @Test
  void unknownGroupsAndPeopleAreReported() {
    Directory directory =
        new Directory(
            List.of(),
            List.of(new Group("a", List.of(ANN), List.of("ghosts"))),
            List.of(new Schedule("pager", List.of(new Shift(BOB, LAST_WEEK, MONDAY)))),
            List.of());

    assertThat(directory.check())
        .extracting(Flaw::found)
        .containsExactly(
            "group 'ghosts' in group 'a'",
            "person 'ann' in group a",
            "person 'bob' in schedule pager");
    assertThat(directory.nameOf(ANN)).isEqualTo("ann");
    assertThat(Shop.directory().nameOf(ANN)).isEqualTo("Ann Ash");
  }

  @Test
  void aHundredThousandNestedGroupsAreOpened() {
    List<Group> chain =
        IntStream.range(0, 100_000)
            .mapToObj(i -> new Group("g" + i, List.of(), List.of("g" + (i + 1))))
            .toList();

    Directory directory = new Directory(List.of(), chain, List.of(), List.of());

    assertThat(directory.membersOf("g0").orElseThrow().unknown()).containsExactly("g100000");
  }

  @Test
  void aShiftEndsJustBeforeTheNextBegins() {
    Schedule pager =
        new Schedule(
            "pager", List.of(new Shift(BOB, MONDAY, NEXT_WEEK), new Shift(ANN, LAST_WEEK, MONDAY)));

    assertThat(pager.onDuty(MONDAY.minusNanos(1))).containsExactly(ANN);
    assertThat(pager.onDuty(MONDAY)).containsExactly(BOB);
    assertThat(pager.onDuty(NEXT_WEEK)).isEmpty();
    assertThat(pager.nextShift(LAST_WEEK)).contains(MONDAY);
    assertThat(pager.nextShift(MONDAY)).isEmpty();
  }

  @Test
  void severalPeopleMayBeOnDutyAtOnce() {
    Schedule pager =
        new Schedule(
            "pager",
            List.of(new Shift(BOB, LAST_WEEK, NEXT_WEEK), new Shift(ANN, MONDAY, NEXT_WEEK)));

    assertThat(pager.onDuty(MONDAY)).containsExactly(ANN, BOB);
  }

  @Test
  void refusesAShiftThatEndsBeforeItBegins() {
    assertThatThrownBy(() -> new Shift(ANN, MONDAY, LAST_WEEK))
        .hasMessageContaining("expected an end after the beginning");
  }

  @Test
  void refusesTwoEntriesOfOneName() {
    assertThatThrownBy(
            () ->
                new Directory(
                    List.of(new Person(ANN, "Ann"), new Person(ANN, "Anne")),
                    List.of(),
                    List.of(),
                    List.of()))
        .hasMessage(
            "person 'ann' is listed twice: expected one entry for each name. Remove one of the two, or rename it.");
  }

  private static Directory groups(Group... groups) {
    return new Directory(List.of(new Person(ANN, "Ann")), List.of(groups), List.of(), List.of());
  }
}
