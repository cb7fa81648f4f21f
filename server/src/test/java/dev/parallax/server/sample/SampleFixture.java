package dev.parallax.server.sample;

import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement;
import dev.parallax.budget.StatementId;
import dev.parallax.budget.TimeWindow;
import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.definitions.KnownNames;
import dev.parallax.formats.openslo.MappedSlo;
import dev.parallax.governance.Personas;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/// The sample organisation as the books see it, without a server.
final class SampleFixture {
  private SampleFixture() {}

  record Read(Definitions definitions, List<Problem> remarks) {
    List<Slo> slos() {
      return definitions.slos().stream()
          .map(located -> ((MappedSlo.Measured) located.value()).slo())
          .toList();
    }
  }

  static Read read() {
    TreeSet<String> personas = new TreeSet<>();
    Personas.builtIn().all().forEach(persona -> personas.add(persona.id().value()));
    Checked<Definitions> checked =
        Definitions.read(SampleFiles.all(), Profile.STRICT, KnownNames.personasOnly(personas));
    return switch (checked) {
      case Checked.Ok<Definitions>(Definitions definitions, List<Problem> remarks) ->
          new Read(definitions, remarks);
      case Checked.Rejected<Definitions>(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  /// The statement of an instant, from as much history as its windows reach back.
  static Statement statement(List<Slo> slos, Instant asOf) {
    BudgetLedger ledger = BudgetLedger.inMemory();
    for (Slo slo : slos) {
      Instant from =
          slo.window() instanceof TimeWindow.Rolling(var length)
              ? asOf.minus(length)
              : slo.window().at(asOf).from();
      for (SliId sli : slo.slis().keySet()) {
        ledger.addAll(sli, () -> SampleTraffic.history(sli, minute(from) - 5 * 1440, minute(asOf)));
      }
    }
    List<SloHistory> histories =
        slos.stream()
            .map(slo -> new SloHistory(List.of(new SloHistory.Version(1, slo, Instant.EPOCH))))
            .toList();
    return Statement.draw(
        new StatementId(minute(asOf), 1), histories, ledger, Statement.Terms.DEFAULT);
  }

  static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60L);
  }
}
