package dev.parallax.budget;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// All versions of one SLO. Each slice of time is judged by the version in force then; the first is
/// in force since ever, so that history measured before the agreement can be judged too.
///
/// @param versions ascending by number and by start, at least one, all of the same id; of those
///   that start in the same minute the last is in force
public record SloHistory(List<Version> versions) {
  /// One agreed wording.
  ///
  /// @param number 1, 2, 3 …
  /// @param since when it came into force, whole minutes; ignored for the first
  public record Version(int number, Slo slo, Instant since) {
    public Version {
      since = since.truncatedTo(ChronoUnit.MINUTES);
    }
  }

  public SloHistory {
    versions = List.copyOf(versions);
    for (int i = 1; i < versions.size(); i++) {
      checkOrder(versions.get(i - 1), versions.get(i), i > 1);
    }
    if (versions.isEmpty()) {
      throw new IllegalArgumentException(
          "no version: expected at least one. An SLO begins with its first version.");
    }
  }

  private static void checkOrder(Version before, Version version, boolean compareStart) {
    if (!version.slo().id().equals(before.slo().id())) {
      throw new IllegalArgumentException(
          "version %d of slo '%s' follows one of slo '%s': expected versions of one SLO. Keep a history each."
              .formatted(version.number(), version.slo().id(), before.slo().id()));
    }
    boolean startsEarlier = compareStart && version.since().isBefore(before.since());
    if (version.number() <= before.number() || startsEarlier) {
      throw new IllegalArgumentException(
          "slo '%s': version %d since %s follows version %d since %s: expected ascending versions. Sort them."
              .formatted(
                  version.slo().id(),
                  version.number(),
                  version.since(),
                  before.number(),
                  before.since()));
    }
  }

  public SloId id() {
    return versions.getFirst().slo().id();
  }

  /// The version in force at an instant.
  public Version at(Instant instant) {
    return versions.get(indexAt(instant));
  }

  /// Which of the versions that is.
  int indexAt(Instant instant) {
    int inForce = 0;
    for (int i = 1; i < versions.size(); i++) {
      if (!versions.get(i).since().isAfter(instant)) {
        inForce = i;
      }
    }
    return inForce;
  }

  /// When the version after this one came into force, or [Instant#MAX].
  Instant end(Version version) {
    int next = versions.indexOf(version) + 1;
    return next < versions.size() ? versions.get(next).since() : Instant.MAX;
  }

  /// When this version came into force; the first one since ever.
  Instant start(Version version) {
    return versions.indexOf(version) == 0 ? Instant.MIN : version.since();
  }
}
