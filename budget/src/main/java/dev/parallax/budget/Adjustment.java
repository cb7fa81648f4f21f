package dev.parallax.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An entry of the ledger that changes what counts, without touching a slice. It is reversed by
/// another entry, never deleted.
public sealed interface Adjustment {
  /// Who entered it, when and why.
  ///
  /// @param id unique in the ledger
  /// @param decision the decision that allowed it, where one was needed
  record Entry(
      String id,
      SloId slo,
      String author,
      String reason,
      @Nullable String decision,
      Instant recordedAt) {}

  /// Takes whole minutes out of the judgement, good and bad alike: neither observed nor expected.
  ///
  /// @param fromMinute first minute taken out, since 1970-01-01T00:00Z
  /// @param untilMinute first minute that counts again
  record Exclusion(Entry entry, long fromMinute, long untilMinute) implements Adjustment {
    public Exclusion {
      if (untilMinute <= fromMinute) {
        throw new IllegalArgumentException(
            "exclusion '%s' from minute %d until %d: expected at least one minute. Swap or widen them."
                .formatted(entry.id(), fromMinute, untilMinute));
      }
    }
  }

  /// Adds to one minute of one indicator; negative counts take away.
  record Correction(Entry entry, SliId sli, long minute, long good, long total)
      implements Adjustment {
    public Correction {
      if (!sli.slo().equals(entry.slo())) {
        throw new IllegalArgumentException(
            "correction '%s' of slo '%s' in indicator '%s': expected one of the SLO's own indicators. Enter it for slo '%s'."
                .formatted(entry.id(), entry.slo(), sli, sli.slo()));
      }
    }
  }

  /// Takes another entry of the same SLO back. A reversal can itself be reversed: the entry then
  /// counts again.
  ///
  /// @param reverses the id of that entry
  record Reversal(Entry entry, String reverses) implements Adjustment {}

  Entry entry();
}
