package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Homes are made from seats: each person finds what is theirs to decide, to do and to answer, and
/// nothing else. The sample's own proposals are what waits.
@TestInstance(Lifecycle.PER_CLASS)
class InboxIT {
  private static final String OWNER = "service-owner?person=henrike.vollmer";
  private static final String PROPOSER = "product-owner?person=tomasz.wilczek";
  private static final String DEVELOPER = "developer?person=kofi.mensah";

  private final RunningParallax parallax;
  private final Api api;

  InboxIT(@TempDir Path data) {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SAMPLE", "true"));
    api = new Api(parallax);
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  private JsonNode home(String whose) {
    return api.json("/api/v1/homes/" + whose);
  }

  private List<String> inbox(String whose, String part) {
    return home(whose).path("inbox").path(part).findValuesAsText("decision");
  }

  private JsonNode answer(String whose, String question) {
    for (JsonNode each : home(whose).path("questions")) {
      if (each.path("id").asText().equals(question)) {
        return each;
      }
    }
    throw new AssertionError("no question " + question);
  }

  @Test
  void whoAnswersFindsWhatIsToBeDecidedAndWhomItBlocks() {
    JsonNode decide = home(OWNER).at("/inbox/decide/0");

    assertThat(inbox(OWNER, "decide")).containsExactly("D-2");
    assertThat(decide.path("title").asText())
        .isEqualTo("Shipping answers: target 99.8 % instead of 99.5 %");
    assertThat(decide.path("blocks").asText()).isEqualTo("Tomasz Wilczek");
    assertThat(decide.path("right").asText()).isEqualTo("by assignment");
    assertThat(decide.path("why").toString())
        .contains("Who answers for 'Agree on SLO'", "inherited from system fulfilment");
    assertThat(inbox(OWNER, "answer")).isEmpty();
    assertThat(inbox(OWNER, "perform")).isEmpty();
    assertThat(answer(OWNER, "SO-2").path("answer").asText()).startsWith("One decision waits");
  }

  @Test
  void whoAskedFindsWhatCameBackAndWhatIsUnderWay() {
    assertThat(inbox(PROPOSER, "perform")).containsExactly("D-1");
    assertThat(inbox(PROPOSER, "awaited")).containsExactly("D-2", "D-3");
    assertThat(inbox(PROPOSER, "decide")).isEmpty();
    assertThat(answer(PROPOSER, "PO-7").path("answer").asText())
        .isEqualTo("Three changes are proposed: one waits for advice, one waits for work.");
  }

  @Test
  void whoIsAskedFindsWhatHasNoAnswerOfTheirsYet() {
    assertThat(inbox(DEVELOPER, "answer")).containsExactly("D-3");
    assertThat(inbox(DEVELOPER, "decide")).isEmpty();
    assertThat(answer(DEVELOPER, "DEV-6").path("details").toString()).contains("ask ", "decides");
  }

  @Test
  void whatWaitsUnderAnotherHatIsNamedAndNothingElse() {
    JsonNode elsewhere = home("executive?person=henrike.vollmer").at("/inbox/elsewhere");

    assertThat(inbox("executive?person=henrike.vollmer", "decide")).isEmpty();
    assertThat(elsewhere).hasSize(1);
    assertThat(elsewhere.at("/0/persona").asText()).isEqualTo("service-owner");
    assertThat(elsewhere.at("/0/waiting").asInt()).isEqualTo(1);
  }

  @Test
  void ownersOfOtherServicesFindNothing() {
    assertThat(home("service-owner?person=mateus.figueira").path("inbox").findValues("decision"))
        .isEmpty();
  }

  @Test
  void aStatementOfThePastHasNoInbox() {
    String statement = home(OWNER).at("/statement/id").asText();

    assertThat(inbox(OWNER + "&statement=" + statement, "decide")).isEmpty();
    assertThat(answer(OWNER + "&statement=" + statement, "SO-2").path("answered").asBoolean())
        .isFalse();
  }

  @Test
  void thePageShowsWhatTheAnswerSays() {
    assertThat(parallax.get("/home/" + OWNER).body())
        .contains("/decisions/D-2", "Shipping answers: target 99.8 % instead of 99.5 %")
        .doesNotContain("/decisions/D-3");
    assertThat(parallax.get("/home/" + PROPOSER).body())
        .contains("/decisions/D-1", "/decisions/D-2", "/decisions/D-3");
  }
}
