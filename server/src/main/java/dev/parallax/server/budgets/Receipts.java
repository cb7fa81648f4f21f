package dev.parallax.server.budgets;

import dev.parallax.budget.Adjustment;
import dev.parallax.budget.Coverage;
import dev.parallax.budget.Figures;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.ObjectiveFigures;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Opens a figure: slices, adjustments, definition, query, coverage.
@Singleton
final class Receipts {
  private final Budgets budgets;
  private final Puller puller;
  private final LedgerKeeper keeper;
  private final Catalog catalog;
  private final Wording wording;

  Receipts(Budgets budgets, Puller puller, LedgerKeeper keeper, Catalog catalog, Wording wording) {
    this.budgets = budgets;
    this.puller = puller;
    this.keeper = keeper;
    this.catalog = catalog;
    this.wording = wording;
  }

  /// @param objective its name, or nothing for the one that stands worst
  ReceiptView of(Statement statement, SloFigures slo, @Nullable String objective) {
    ObjectiveFigures figures = objective == null ? slo.worst() : named(slo, objective);
    SloView.ObjectiveView shown =
        wording.view(slo).objectives().stream()
            .filter(view -> view.name().equals(figures.objective().name()))
            .findFirst()
            .orElseThrow();
    SliId sli = figures.objective().sli();
    long from = minute(figures.countedFrom() == null ? statement.asOf() : figures.countedFrom());
    long until = minute(statement.asOf());
    // Asked before the ledger is read: they wait for writers, and writers wait for readers.
    List<ReceiptView.Finding> findings = findings(sli);
    String feed = puller.sentence(sli);
    return budgets.read(
        statement,
        slo.slo().id(),
        ledger -> {
          long slices = ledger.slices(sli, from, until).size();
          long excluded = ledger.excludedMinutes(slo.slo().id(), from, until);
          return new ReceiptView(
              slo.slo().id().value(),
              figures.objective().name(),
              shown,
              slices,
              Figures.count(slices),
              unobserved(figures.coverage()),
              excluded,
              Figures.duration(Duration.ofMinutes(excluded)),
              ledger.adjustments(slo.slo().id()).stream().map(this::line).toList(),
              versions(slo, figures.objective()),
              feed,
              queries(slo.slo().sli(figures.objective())),
              findings);
        });
  }

  private static String unobserved(Coverage coverage) {
    return Figures.duration(Duration.ofSeconds(coverage.unobservedSeconds()));
  }

  private static ObjectiveFigures named(SloFigures slo, String name) {
    return slo.objectives().stream()
        .filter(figures -> figures.objective().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.notFound(
                    "SLO '%s' has no objective '%s'.".formatted(slo.slo().id(), name),
                    "Its objectives are %s."
                        .formatted(slo.slo().objectives().stream().map(Objective::name).toList()),
                    "Name one of them, or none for the one that stands worst."));
  }

  private ReceiptView.AdjustmentLine line(Adjustment adjustment) {
    Adjustment.Entry entry = adjustment.entry();
    String text =
        switch (adjustment) {
          case Adjustment.Exclusion(_, long from, long until) ->
              "%s taken out from %s"
                  .formatted(
                      Figures.duration(Duration.ofMinutes(until - from)),
                      wording.minute(instant(from)));
          case Adjustment.Correction(_, _, long minute, long good, long total) ->
              "good %s, total %s at %s"
                  .formatted(
                      Figures.count(good), Figures.count(total), wording.minute(instant(minute)));
          case Adjustment.Reversal(_, String reverses) -> "takes %s back".formatted(reverses);
        };
    String kind = adjustment.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return new ReceiptView.AdjustmentLine(
        entry.id(), kind, entry.author(), entry.reason(), entry.recordedAt(), text);
  }

  private List<ReceiptView.VersionLine> versions(SloFigures slo, Objective objective) {
    return catalog
        .registry()
        .slo(slo.slo().id())
        .map(SloHistory::versions)
        .orElse(List.of())
        .stream()
        .filter(version -> version.number() <= slo.version())
        .map(
            version ->
                new ReceiptView.VersionLine(
                    version.number(),
                    version.since(),
                    wording.minute(version.since()),
                    target(version, objective)))
        .toList();
  }

  private static String target(SloHistory.Version version, Objective objective) {
    return version.slo().objectives().stream()
        .filter(then -> then.name().equals(objective.name()))
        .map(then -> Figures.target(then.target()))
        .findFirst()
        .orElse(Figures.UNKNOWN);
  }

  private static Map<String, String> queries(Sli sli) {
    Map<String, String> queries = new TreeMap<>();
    switch (sli) {
      case Sli.Ratio(Sli.Part part, Query partQuery, Query total, _) -> {
        queries.put(part == Sli.Part.GOOD ? "good" : "bad", text(partQuery));
        queries.put("total", text(total));
      }
      case Sli.Threshold(Query query, Sli.Operator operator, _) ->
          queries.put("good while " + operator.sign(), text(query));
      case Sli.RawRatio(Query query, Sli.Part part) ->
          queries.put(part == Sli.Part.GOOD ? "success ratio" : "failure ratio", text(query));
    }
    return queries;
  }

  private static String text(Query query) {
    String expression = query.spec().get("query");
    return expression == null ? query.type() + " " + query.spec() : expression;
  }

  private List<ReceiptView.Finding> findings(SliId sli) {
    return keeper.findings(sli).entrySet().stream()
        .map(
            entry ->
                new ReceiptView.Finding(
                    entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    entry.getValue()))
        .toList();
  }

  private static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60L);
  }

  private static Instant instant(long minute) {
    return Instant.ofEpochSecond(minute * 60);
  }
}
