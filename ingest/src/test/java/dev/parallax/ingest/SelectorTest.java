package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ingest.Selector.NotASelector;
import dev.parallax.ingest.Selector.Selected;
import dev.parallax.ingest.Selector.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
  private static final Labels CHECKOUT =
      Labels.of(
          "__name__", "http_requests_total", "job", "api", "code", "503", "path", "/a\n\"b\"\\");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = ';',
      value = {
        "http_requests_total ; true",
        "http_requests_total{} ; true",
        "http_requests_total{job=\"api\",} ; true",
        "http_requests_total{job='api', code=~`5..`} ; true",
        "http_requests_total{code=~\"5\"} ; false",
        "http_requests_total{code!~\"5..|429\"} ; false",
        "http_requests_total{code=~\"5..|429\"} ; true",
        "http_requests_total{missing=\"\"} ; true",
        "http_requests_total{missing!=\"\"} ; false",
        "http_requests_total{missing=~\"|x\"} ; true",
        "{\"http_requests_total\", job=\"api\"} ; true",
        "{__name__=~\"http_.+\"} ; true",
        "{job=\"api\", __name__!=\"up\"} ; true",
        "http_requests_total{path=\"/a\\n\\\"b\\\"\\\\\"} ; true",
        "http_requests_total{path=~\"/a.+\"} ; true",
        "http_requests_total{\"job\"=\"\\u0061p\\x69\"} ; true",
        "up ; false",
      })
  void matchesAsPromqlDoes(String text, boolean expected) {
    assertThat(selected(Selector.parse(text)).selector().matches(CHECKOUT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{job=~\".*\"}",
        "up{",
        "up{job}",
        "up{job=api}",
        "up{job=\"api\" x=\"y\"}",
        "up{job=\"a",
        "up{job=\"\\q\"}",
        "up{job==\"a\"}",
        "up offset 5m",
        "up[5m]",
        "up{job=~\"(\"}",
        "up{job=~\"(a+)+b\"}",
        "up{job=~\"(a|b*){2,}\"}",
        "up{job=~\"(?=a)b\"}",
        "up{job=~\"(a)\\\\1\"}",
        "up{job=~\"a++\"}",
        "up{job=~\"[[:alpha:]]\"}",
        "up{job=~\"[a-z&&[b]]\"}",
        "1",
      })
  void refusesWithAReasonWhatIsNoSelector(String text) {
    assertThat(Selector.parse(text))
        .isInstanceOfSatisfying(
            NotASelector.class, refused -> assertThat(refused.reason()).hasSizeGreaterThan(20));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = ';',
      value = {
        "up ; PLAIN",
        "(up) ; PLAIN",
        "sum(up) ; SUM",
        "sum by (job, \"my.label\") (up) ; SUM",
        "sum(up) without (instance) ; SUM",
        "rate(up[5m]) ; INCREASE",
        "sum(rate(up{}[5m])) ; INCREASE",
        "sum by(job)(increase(up[1h])) ; INCREASE",
        "sum(irate(up[{{.window}}])) by (job) ; INCREASE",
        "sum(rate(up[$__rate_interval])) or vector(0) ; INCREASE",
        "(sum(rate(up[5m])) or on() vector(0)) # all of it ; INCREASE",
        "up or vector(0.0) ; PLAIN",
      })
  void unwrapsTheFormsInWhichSlisAreWritten(String text, Shape shape) {
    Selected selected = selected(Selector.fromExpression(text));

    assertThat(selected.selector()).hasToString("{__name__=\"up\"}");
    assertThat(selected.shape()).isEqualTo(shape);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(a[5m])) + sum(rate(b[5m]))",
        "a - b",
        "avg(up)",
        "histogram_quantile(0.9, rate(x_bucket[5m]))",
        "rate(up[5m] offset 1d)",
        "max_over_time(up[5m])",
        "sum(rate(up[1h:5m]))",
        "up or vector(1)",
        "up or down",
        "sum by (job) up",
        "1 - up",
      })
  void leavesEveryOtherExpressionToPrometheus(String text) {
    assertThat(Selector.fromExpression(text)).isInstanceOf(NotASelector.class);
  }

  @Test
  void deepNestingIsRefusedAndDoesNotOverflow() {
    assertThat(Selector.fromExpression("(".repeat(5_000) + "up" + ")".repeat(5_000)))
        .isInstanceOf(NotASelector.class);
  }

  @Test
  void writesWhatItReadsAgain() {
    Selector selector =
        selected(Selector.parse("{\"my.metric\", \"a.b\"=\"x\\ny\", c!~'\\\\d+'}")).selector();

    assertThat(selected(Selector.parse(selector.toString())).selector()).isEqualTo(selector);
    assertThat(selector).hasToString("{__name__=\"my.metric\",\"a.b\"=\"x\\ny\",c!~\"\\\\d+\"}");
  }

  /// It would match in the end: that it does not says that it was given up.
  @Test
  void aSlowRegularExpressionIsGivenUp() {
    Selector selector = selected(Selector.parse("up{a=~\".*x.*y.*z.*\"}")).selector();

    assertThat(selector.matches(Labels.of("__name__", "up", "a", "xyz" + "xy".repeat(10))))
        .isTrue();
    assertThat(selector.matches(Labels.of("__name__", "up", "a", "xyz" + "xy".repeat(30_000))))
        .isFalse();
  }

  private static Selected selected(Selector.Reading reading) {
    assertThat(reading).isInstanceOf(Selected.class);
    return (Selected) reading;
  }
}
