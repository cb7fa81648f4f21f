package dev.parallax.budget;

/// The name of a service level objective, unique in the organisation. Shape as [ServiceId].
public record SloId(String value) implements Comparable<SloId> {
  public SloId {
    value = Names.checked("slo", value);
  }

  @Override
  public int compareTo(SloId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
