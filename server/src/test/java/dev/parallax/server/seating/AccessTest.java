package dev.parallax.server.seating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.seat.Deed;
import dev.parallax.governance.seat.Ruling;
import dev.parallax.server.seating.Access.Action;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static Access access() {
    Moment moment = Town.moment(Mode.ENFORCING);
    return new Access(moment.plan(), moment.census(), moment.at());
  }

  @Test
  void anActionIsAnActivityAndADeed() {
    assertThat(Action.named("agree/decide")).contains(new Action("agree", Deed.DECIDE));
    assertThat(new Action("keep-catalogue", Deed.PERFORM).name())
        .isEqualTo("keep-catalogue/perform");
    assertThat(Action.named("decide")).isEmpty();
    assertThat(Action.named("agree/read")).isEmpty();
  }

  private static Action action(String name) {
    return Action.named(name).orElseThrow();
  }

  @Test
  void anEvaluationIsTheRulingOfThePlan() {
    assertThat(access().evaluate("ann", action("agree/decide"), "checkout"))
        .get()
        .matches(Ruling::isYes);
    assertThat(access().evaluate("bob", action("agree/decide"), "checkout"))
        .get()
        .satisfies(ruling -> assertThat(Access.instead(ruling)).containsExactly("ann"));
    assertThat(access().evaluate("nobody", action("agree/decide"), "checkout")).isEmpty();
    assertThat(access().evaluate("ann", action("agree/decide"), "nothing")).isEmpty();
  }

  @Test
  void subjectsAreThoseWhoMay() {
    assertThat(access().subjects(action("agree/decide"), "checkout")).containsExactly("ann");
    assertThat(access().subjects(action("agree/view"), "search"))
        .containsExactly("ann", "bob", "eve");
  }

  @Test
  void resourcesAreTheServicesOfWhichOneMay() {
    assertThat(access().resources("ann", action("agree/decide"))).containsExactly("checkout");
    assertThat(access().resources("cat", action("agree/view"))).containsExactly("checkout");
  }

  @Test
  void actionsAreWhatOneMayDoAboutAService() {
    assertThat(access().actions("ann", "checkout")).contains("agree/view", "agree/decide");
    assertThat(access().actions("bob", "checkout"))
        .contains("keep-catalogue/perform")
        .doesNotContain("agree/decide");
    assertThat(access().actions("cat", "search")).isEmpty();
  }

  @Test
  void everythingThatIsFoundIsAlsoAllowedWhenAsked() {
    for (String person : new String[] {"ann", "bob", "cat", "eve"}) {
      for (String service : new String[] {"checkout", "search", "parallax"}) {
        assertThat(access().actions(person, service))
            .allMatch(
                name ->
                    access()
                        .evaluate(person, action(name), service)
                        .filter(Ruling::isYes)
                        .isPresent());
      }
    }
  }
}
