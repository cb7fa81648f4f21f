package dev.parallax.budget;

/// One measured indicator of an SLO. Objectives that share their query share one; objectives with a
/// threshold of their own have one each, named after the objective.
///
/// @param name `default`, or the objective's name
public record SliId(SloId slo, String name) implements Comparable<SliId> {
  /// The name of the indicator that all objectives of an SLO share.
  public static final String DEFAULT = "default";

  public SliId {
    name = Names.checked("sli", name);
  }

  @Override
  public int compareTo(SliId other) {
    int bySlo = slo.compareTo(other.slo);
    return bySlo != 0 ? bySlo : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return slo + "/" + name;
  }
}
