package dev.parallax.formats.openslo;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloId;

/// What became of an OpenSLO SLO: one that the ledger can measure, or one that is registered and
/// shown as not measured, with the reason.
public sealed interface MappedSlo {
  SloId id();

  ServiceId service();

  record Measured(Slo slo) implements MappedSlo {
    @Override
    public SloId id() {
      return slo.id();
    }

    @Override
    public ServiceId service() {
      return slo.service();
    }
  }

  /// @param reason a sentence without its full stop, such as `type 'datadog' cannot be queried`
  record NotMeasured(SloId id, ServiceId service, String reason) implements MappedSlo {}
}
