package dev.parallax.formats.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.budget.Slo;
import dev.parallax.budget.TimeWindow;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.yaml.Limits;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.YamlReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloMappingTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: Checkout-Answers, displayName: Checkout answers}
      spec:
        description: It answers.
        service: Checkout
        indicator:
          metadata: {name: answers}
          spec:
            ratioMetric:
              counter: true
              bad: {metricSource: {type: PROMETHEUS, spec: {promql: bad_total}}}
              total: {metricSource: {metricSourceRef: main, spec: {query: all_total, step: 60}}}
        timeWindow: [{duration: 1M, isRolling: true}]
        budgetingMethod: Occurrences
        objectives:
          - {displayName: Gold & more, targetPercent: 99.9}
          - {target: 0.5}
      ---
      apiVersion: openslo/v1
      kind: DataSource
      metadata: {name: main}
      spec: {type: Prometheus, connectionDetails: {url: x}}
      """;

  private static final String REFERRING =
      """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: shop}
                spec:
                  service: shop
                  indicatorRef: answers
                  timeWindow: [{duration: 4w, isRolling: true}]
                  budgetingMethod: Occurrences
                  objectives: [{target: 0.99}]
                  alertPolicies: [{alertPolicyRef: fast}, {alertPolicyRef: elsewhere}]
                ---
                apiVersion: openslo/v1
                kind: SLI
                metadata: {name: answers}
                spec: {thresholdMetric: {metricSource: {type: x, spec: {query: y}}}}
                ---
                apiVersion: openslo/v1
                kind: AlertPolicy
                metadata: {name: fast}
                spec:
                  conditions: [{conditionRef: burning}]
                  notificationTargets: [{targetRef: pager}]
                ---
                apiVersion: openslo/v1
                kind: AlertNotificationTarget
                metadata: {name: pager}
                spec: {target: pager}
                """;

  private final Problems problems = new Problems();

  @Test
  void aRatioBecomesARatioWithExactTargets() {
    Slo slo = measured(SLO);

    assertThat(slo.id().value()).isEqualTo("checkout-answers");
    assertThat(slo.service().value()).isEqualTo("checkout");
    assertThat(slo.displayName()).isEqualTo("Checkout answers");
    assertThat(slo.window()).isEqualTo(new TimeWindow.Rolling(Duration.ofDays(30)));
    assertThat(slo.method()).isEqualTo(BudgetingMethod.OCCURRENCES);
    assertThat(slo.objectives())
        .extracting(o -> o.name())
        .containsExactly("gold-more", "objective-2");
    assertThat(slo.objectives().getFirst().target()).isEqualTo(new BigDecimal("0.999"));
    assertThat(slo.slis()).hasSize(1);
    assertThat(slo.sli(slo.objectives().getLast()))
        .isEqualTo(
            new Sli.Ratio(
                Sli.Part.BAD,
                Query.promQl("bad_total"),
                new Query("prometheus", "main", Map.of("query", "all_total", "step", "60")),
                true));
  }

  @Test
  void statusHistoriesAreASourceOfTheirOwn() {
    Slo slo =
        measured(
            SLO.replace(
                    "{type: PROMETHEUS, spec: {promql: bad_total}}",
                    "{type: status-history, spec: {monitor: site, states: [down, degraded]}}")
                .replace(
                    "{metricSourceRef: main, spec: {query: all_total, step: 60}}",
                    "{type: status-history, spec: {monitor: site}}"));

    assertThat(slo.slis().values())
        .containsExactly(
            new Sli.Ratio(
                Sli.Part.BAD,
                Query.statusHistory("site", "down,degraded"),
                Query.statusHistory("site", null),
                true));
  }

  @Test
  void objectivesWithThresholdsOfTheirOwnHaveIndicatorsOfTheirOwn() {
    Slo slo =
        measured(
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: latency}
            spec:
              service: checkout
              indicator:
                metadata: {name: seconds}
                spec: {thresholdMetric: {metricSource: {type: prometheus, spec: {query: seconds}}}}
              timeWindow: [{duration: 1Q, calendar: {startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin}}]
              budgetingMethod: Timeslices
              objectives:
                - {displayName: default, op: lt, value: 0.5, target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: 5m}
                - {displayName: default, op: lte, value: 2, target: 0.99, timeSliceTarget: 1, timeSliceWindow: 1h}
            """);

    assertThat(slo.window())
        .isEqualTo(
            new TimeWindow.Calendar(
                Period.ofMonths(3),
                ZoneId.of("Europe/Berlin"),
                LocalDateTime.parse("2026-01-01T00:00")));
    assertThat(slo.slis().keySet())
        .extracting(id -> id.name())
        .containsExactly("default", "default-2");
    assertThat(slo.sli(slo.objectives().getLast()))
        .isEqualTo(
            new Sli.Threshold(
                Query.promQl("seconds"), Sli.Operator.LESS_OR_EQUAL, new BigDecimal("2")));
  }

  @Test
  void anSloWithoutAWindowIsJudgedOverFourWeeks() {
    Slo slo = measured(SLO.replace("  timeWindow: [{duration: 1M, isRolling: true}]\n", ""));

    assertThat(slo.window()).isEqualTo(new TimeWindow.Rolling(Duration.ofDays(28)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: PROMETHEUS | type: Datadog | sources of type 'datadog' cannot be queried
          promql: bad_total | metric: bad_total | has no query under any of
          promql: bad_total | promql: "bad[{{.window}}]" | template variable
          1M, isRolling: true | 1m, calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC} | a calendar window of 1m
          {name: main} | {name: other} | the type of DataSource 'main' is not known
          type: PROMETHEUS, spec: {promql | type: status-history, spec: {query | has no monitor
          """)
  void whatCannotBeMeasuredIsSaidWithItsReason(String from, String to, String reason) {
    MappedSlo mapped = map(SLO.replace(from, to));

    switch (mapped) {
      case MappedSlo.Measured _ -> throw new AssertionError("measured: " + mapped);
      case MappedSlo.NotMeasured(_, _, String said) -> {
        assertThat(said).contains(reason);
        assertThat(problems.all())
            .anySatisfy(
                problem -> {
                  assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
                  assertThat(problem.found()).contains("not measured: " + said);
                  assertThat(problem.place().line()).isEqualTo(1);
                });
      }
    }
  }

  @Test
  void aTimesliceThatDoesNotFitTheClockIsNotMeasured() {
    String text =
        SLO.replace("Occurrences", "RatioTimeslices")
            .replace("{target: 0.5}", "{target: 0.5, timeSliceWindow: 7m}")
            .replace("99.9}", "99.9, timeSliceWindow: 7m}");

    assertThat(map(text))
        .isInstanceOfSatisfying(
            MappedSlo.NotMeasured.class,
            not -> assertThat(not.reason()).contains("timeslice window"));
  }

  @Test
  void aCompositeIsNotMeasuredYet() {
    String text =
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: shop}
        spec:
          service: shop
          timeWindow: [{duration: 4w, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: 0.99, indicatorRef: a}]
        """;

    assertThat(map(text))
        .isInstanceOfSatisfying(
            MappedSlo.NotMeasured.class, not -> assertThat(not.reason()).contains("composite"));
  }

  @Test
  void theInlinerPutsWhatIsReferredToIntoTheSlo() {
    List<OpenSlo> all = objects(REFERRING).stream().map(Located::value).toList();

    OpenSlo.Slo inlined = new Inliner(all).inline((OpenSlo.Slo) all.getFirst());

    assertThat(inlined.indicator()).isEqualTo(new RefOr.Inline<>(all.get(1)));
    assertThat(inlined.alertPolicies().getLast()).isEqualTo(new RefOr.Ref<>("elsewhere"));
    OpenSlo.AlertPolicy policy =
        ((RefOr.Inline<OpenSlo.AlertPolicy>) inlined.alertPolicies().getFirst()).object();
    assertThat(policy.conditions()).containsExactly(new RefOr.Ref<>("burning"));
    assertThat(policy.notificationTargets()).isEqualTo(List.of(new RefOr.Inline<>(all.get(3))));
  }

  private Slo measured(String text) {
    return switch (map(text)) {
      case MappedSlo.Measured(Slo slo) -> slo;
      case MappedSlo.NotMeasured(_, _, String reason) -> throw new AssertionError(reason);
    };
  }

  private MappedSlo map(String text) {
    List<Located<OpenSlo>> objects = objects(text);
    SloMapping mapping = new SloMapping(objects.stream().map(Located::value).toList(), problems);
    return mapping.map(objects.getFirst(), (OpenSlo.Slo) objects.getFirst().value()).orElseThrow();
  }

  private List<Located<OpenSlo>> objects(String text) {
    List<Located<OpenSlo>> objects = new ArrayList<>();
    SourceFile file = new SourceFile("m.yaml", text.getBytes(StandardCharsets.UTF_8));
    for (Node root : new YamlReader(Limits.DEFAULT).read(file, problems)) {
      OpenSloReader.read((Node.Mapping) root, problems, Profile.LENIENT).ifPresent(objects::add);
    }
    assertThat(problems.hasErrors()).as(problems.all().toString()).isFalse();
    return objects;
  }
}
