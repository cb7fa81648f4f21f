package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.ingest.Labels;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Adjustments stand beside the slices: they change later statements and never an older one.
@TestInstance(Lifecycle.PER_CLASS)
class AdjustmentsIT {
  private static final Map<String, String> SETTINGS =
      Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_STATEMENT_SETTLE", "PT1S");
  private static final int MINUTES = 60;

  private final Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(120);
  private final Instant begin = end.minus(Duration.ofMinutes(MINUTES));
  private final Path folder;
  private RunningParallax parallax;

  AdjustmentsIT(@TempDir Path folder) {
    this.folder = folder;
    parallax = RunningParallax.start(folder, SETTINGS);
    for (String slo : List.of("excluded", "corrected", "late", "refused")) {
      api()
          .apply(
              Api.ratio(
                  slo,
                  "",
                  "e_total{job=\"%s\"}".formatted(slo),
                  "r_total{job=\"%s\"}".formatted(slo)));
      api().write(List.of(counter("e_total", slo, 1), counter("r_total", slo, 100)));
    }
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  private Api api() {
    return new Api(parallax);
  }

  private Series counter(String metric, String job, long step) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i <= MINUTES; i++) {
      samples.add(new Sample(begin.plusSeconds(60L * i).toEpochMilli(), i * step));
    }
    return new Series(Labels.of(Labels.NAME, metric, "job", job, "instance", "a"), samples);
  }

  private JsonNode statement(String id) {
    return api().json("/api/v1/statements/" + id);
  }

  private JsonNode now() {
    return api().json("/api/v1/statements?asOf=" + end);
  }

  private static JsonNode counted(JsonNode statement, String slo) {
    for (JsonNode each : statement.get("slos")) {
      if (each.get("id").asText().equals(slo)) {
        return each.at("/objectives/0/counted");
      }
    }
    throw new AssertionError("no " + slo);
  }

  private HttpResponse<String> enter(String slo, String body) {
    return api().post("/api/v1/slos/" + slo + "/adjustments", "application/json", body);
  }

  @Test
  void anExclusionChangesTheNextStatementAndTheOlderOneIsDrawnAgainBitForBit() {
    JsonNode before = now();
    String body =
        """
        {"id":"x-1","kind":"exclusion","from":"%s","until":"%s","author":"ana","reason":"planned work"}"""
            .formatted(begin.plusSeconds(600), begin.plusSeconds(1200));

    HttpResponse<String> first = enter("excluded", body);
    HttpResponse<String> again = enter("excluded", body);
    JsonNode after = now();

    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(Api.tree(again.body()).get("outcome").asText()).isEqualTo("unchanged");
    assertThat(after.get("id")).isNotEqualTo(before.get("id"));
    assertThat(counted(before, "excluded").get("total").asLong()).isEqualTo(6000);
    assertThat(counted(after, "excluded").get("total").asLong()).isEqualTo(5000);
    JsonNode receipt =
        api().json("/api/v1/slos/excluded/receipt?statement=" + after.get("id").asText());
    assertThat(receipt.at("/receipt/adjustments/0/author").asText()).isEqualTo("ana");
    assertThat(receipt.at("/receipt/adjustments/0/reason").asText()).isEqualTo("planned work");
    assertThat(receipt.at("/receipt/excludedMinutes").asLong()).isEqualTo(10);
    assertThat(statement(before.get("id").asText())).isEqualTo(before);
    restart();
    assertThat(statement(before.get("id").asText())).as("after a restart").isEqualTo(before);
    assertThat(statement(after.get("id").asText())).as("after a restart").isEqualTo(after);
    JsonNode older =
        api().json("/api/v1/slos/excluded/receipt?statement=" + before.get("id").asText());
    assertThat(older.at("/receipt/adjustments")).isEmpty();
  }

  @Test
  void aCorrectionIsTakenBackByAReversalAndBothStayToBeRead() {
    JsonNode before = now();
    String correction =
        """
        {"id":"c-1","kind":"correction","minute":"%s","good":7,"total":9,"author":"bo","reason":"lost in transit"}"""
            .formatted(begin.plusSeconds(300));

    assertThat(enter("corrected", correction).statusCode()).isEqualTo(201);
    JsonNode corrected = now();
    assertThat(
            enter(
                    "corrected",
                    "{\"kind\":\"reversal\",\"reverses\":\"c-1\",\"author\":\"bo\",\"reason\":\"found again\"}")
                .statusCode())
        .isEqualTo(201);
    JsonNode reversed = now();

    assertThat(counted(corrected, "corrected").get("total").asLong()).isEqualTo(6009);
    assertThat(counted(corrected, "corrected").get("bad").asLong()).isEqualTo(62);
    assertThat(counted(reversed, "corrected")).isEqualTo(counted(before, "corrected"));
    assertThat(api().json("/api/v1/slos/corrected/receipt").at("/receipt/adjustments")).hasSize(2);
  }

  @Test
  void samplesThatComeLateMakeANewRevisionAndLeaveTheOlderStatementAsItWas() {
    JsonNode before = now();
    Series late =
        new Series(
            Labels.of(Labels.NAME, "r_total", "job", "late", "instance", "b"),
            List.of(
                new Sample(begin.plusSeconds(60).toEpochMilli(), 5),
                new Sample(begin.plusSeconds(120).toEpochMilli(), 25)));

    api().write(List.of(late));
    JsonNode after = now();

    assertThat(counted(after, "late").get("total").asLong()).isEqualTo(6020);
    assertThat(after.get("id")).isNotEqualTo(before.get("id"));
    assertThat(statement(before.get("id").asText())).isEqualTo(before);
    restart();
    assertThat(statement(before.get("id").asText())).as("after a restart").isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{} | 400 | author is missing",
        "{'kind':'wish','author':'a','reason':'b'} | 400 | An adjustment is an exclusion, a correction or a reversal",
        "{'kind':'exclusion','author':'a','reason':'b','from':'2026-01-01T00:00:00Z','until':'2026-01-01T00:00:00Z'} | 400 | at least one minute",
        "{'kind':'exclusion','author':'a','reason':'b','from':'yesterday','until':'today'} | 400 | from is no whole minute",
        "{'kind':'exclusion','author':'a','reason':' ','from':'2026-01-01T00:00:00Z','until':'2026-01-02T00:00:00Z'} | 400 | reason is missing",
        "{'kind':'correction','author':'a','reason':'b','minute':'2026-01-01T00:00:00Z','good':1} | 400 | good or total is missing",
        "{'kind':'correction','author':'a','reason':'b','minute':'2026-01-01T00:00:00Z','good':2,'total':1,'sli':'other'} | 404 | has no indicator",
        "{'kind':'correction','author':'a','reason':'b','minute':'+9999999-01-01T00:00:00Z','good':1,'total':1} | 400 | minute",
        "{'kind':'correction','author':'a','reason':'b','minute':'2026-01-01T00:00:00Z','good':9223372036854775807,'total':9223372036854775807} | 400 | at most",
        "{'id':'../x','kind':'reversal','author':'a','reason':'b','reverses':'c'} | 400 | The id is not one",
        "{'kind':'reversal','author':'a','reason':'b','reverses':'nothing-there'} | 404 | nothing-there",
        "{'id':'r-r','kind':'reversal','author':'a','reason':'b','reverses':'r-r'} | 404 | r-r",
        "[1] | 400 | form",
        "nonsense | 400 | form"
      })
  void aRefusalSaysWhatToDo(String body, int status, String says) {
    HttpResponse<String> answer = enter("refused", body.replace('\'', '"'));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(says).doesNotContain("\tat ", "Exception");
    assertThat(now().get("id")).isNotNull();
  }

  @Test
  void theSameIdWithAnotherContentIsRefused() {
    String body =
        "{\"id\":\"same\",\"kind\":\"exclusion\",\"author\":\"a\",\"reason\":\"%s\",\"from\":\"%s\",\"until\":\"%s\"}";
    assertThat(enter("refused", body.formatted("one", begin, end)).statusCode()).isEqualTo(201);

    HttpResponse<String> other = enter("refused", body.formatted("two", begin, end));

    assertThat(other.statusCode()).as(other.body()).isEqualTo(409);
    assertThat(other.body()).contains("same");
  }

  private void restart() {
    parallax.kill();
    parallax = RunningParallax.start(folder, SETTINGS);
  }
}
