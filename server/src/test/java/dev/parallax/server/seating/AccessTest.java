package dev.parallax.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.seat.Deed;
import dev.parallax.governance.seat.Ruling;
import dev.parallax.server.seating.Access.Action;
import dev.parallax.server.seating.Access.Malformed;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static Access access() {
    Moment moment = Town.moment(Mode.ENFORCING);
    return new Access(moment.plan(), moment.census(), moment.at());
  }

  @Test
  void anActionIsAnActivityAndADeed() {
    assertThat(Action.named("agree/decide")).isEqualTo(new Action("agree", Deed.DECIDE));
    assertThat(new Action("keep-catalogue", Deed.PERFORM).name())
        .isEqualTo("keep-catalogue/perform");
    assertThatThrownBy(() -> Action.named("decide"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("Write e.g. agree/decide");
  }

  @Test
  void anEvaluationIsTheRulingOfThePlan() {
    assertThat(access().evaluate("ann", Action.named("agree/decide"), "checkout"))
        .get()
        .matches(Ruling::isYes);
    assertThat(access().evaluate("bob", Action.named("agree/decide"), "checkout"))
        .get()
        .satisfies(ruling -> assertThat(Access.instead(ruling)).containsExactly("ann"));
    assertThat(access().evaluate("nobody", Action.named("agree/decide"), "checkout")).isEmpty();
    assertThat(access().evaluate("ann", Action.named("agree/decide"), "nothing")).isEmpty();
  }

  @Test
  void subjectsAreThoseWhoMay() {
    assertThat(access().subjects(Action.named("agree/decide"), "checkout")).containsExactly("ann");
    assertThat(access().subjects(Action.named("agree/view"), "search"))
        .containsExactly("ann", "bob", "eve");
  }

  @Test
  void resourcesAreTheServicesOfWhichOneMay() {
    assertThat(access().resources("ann", Action.named("agree/decide"))).containsExactly("checkout");
    assertThat(access().resources("cat", Action.named("agree/view"))).containsExactly("checkout");
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
                        .evaluate(person, Action.named(name), service)
                        .filter(Ruling::isYes)
                        .isPresent());
      }
    }
  }
}
