package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import java.util.Comparator;

/// How far an assignment reaches. The nearest scope decides: what is said for a service comes
/// before what is said for its system, and that before what is said for the whole organisation.
///
/// The natural order is by reach (service, system, organisation), then by name.
public sealed interface Scope extends Comparable<Scope> {
  Comparator<Scope> NEAREST_FIRST =
      Comparator.comparingInt(Scope::distance).thenComparing(Scope::name);

  /// One service.
  record ServiceScope(ServiceId service) implements Scope {
    @Override
    public String toString() {
      return "service " + service;
    }
  }

  /// Every service of one system, as the catalogue draws systems. The name has the shape of a
  /// [PersonRef].
  record SystemScope(String system) implements Scope {
    public SystemScope {
      system = PersonRef.checkedName("system", system);
    }

    @Override
    public String toString() {
      return "system " + system;
    }
  }

  /// Every service of the organisation.
  record Organisation() implements Scope {
    @Override
    public String toString() {
      return "the organisation";
    }
  }

  /// What is named: a service, a system, or nothing for the organisation.
  default String name() {
    return switch (this) {
      case ServiceScope(ServiceId service) -> service.value();
      case SystemScope(String system) -> system;
      case Organisation() -> "";
    };
  }

  private static int distance(Scope scope) {
    return switch (scope) {
      case ServiceScope _ -> 0;
      case SystemScope _ -> 1;
      case Organisation _ -> 2;
    };
  }

  @Override
  default int compareTo(Scope other) {
    return NEAREST_FIRST.compare(this, other);
  }
}
