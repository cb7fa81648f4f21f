package dev.parallax.budget;

/// The name of a managed service, unique in the organisation: what a Backstage component is called.
///
/// Shape: 1–63 of `a–z 0–9 - . _`, starting and ending with a letter or digit; compared in lower
/// case.
public record ServiceId(String value) implements Comparable<ServiceId> {
  public ServiceId {
    value = Names.checked("service", value);
  }

  @Override
  public int compareTo(ServiceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
