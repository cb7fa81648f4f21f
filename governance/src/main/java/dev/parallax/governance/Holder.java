package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Who fills a persona: a person, a group, an on-call schedule, or another service. Services
/// consume services, so a service may stand where a person does; it is resolved to people of its
/// own. Source: ADR-00002 (SIG-SRE), "Service Consumer".
///
/// The natural order is by kind (person, group, schedule, service), then by name.
public sealed interface Holder extends Comparable<Holder> {
  Comparator<Holder> BY_KIND_AND_NAME =
      Comparator.comparingInt(Holder::rank)
          .thenComparing(Holder::name)
          .thenComparing(Holder::askedAs);

  /// One person.
  record Person(PersonRef person) implements Holder {
    @Override
    public String toString() {
      return "person " + person;
    }
  }

  /// Every member of a group, also through nested groups.
  record Group(String group) implements Holder {
    public Group {
      group = PersonRef.checkedName("group", group);
    }

    @Override
    public String toString() {
      return "group " + group;
    }
  }

  /// Whoever is on duty in an on-call schedule at the instant asked about.
  record Schedule(String schedule) implements Holder {
    public Schedule {
      schedule = PersonRef.checkedName("schedule", schedule);
    }

    @Override
    public String toString() {
      return "schedule " + schedule;
    }
  }

  /// The people who hold a persona of another service.
  ///
  /// @param as which persona of that service; null means the persona that is assigned
  record ServiceHolder(ServiceId service, @Nullable PersonaId as) implements Holder {
    public ServiceHolder(ServiceId service) {
      this(service, null);
    }

    @Override
    public String toString() {
      return as == null ? "service " + service : as + " of service " + service;
    }
  }

  /// What is named, without its kind.
  default String name() {
    return switch (this) {
      case Person(PersonRef person) -> person.value();
      case Group(String group) -> group;
      case Schedule(String schedule) -> schedule;
      case ServiceHolder(ServiceId service, _) -> service.value();
    };
  }

  private static int rank(Holder holder) {
    return switch (holder) {
      case Person _ -> 0;
      case Group _ -> 1;
      case Schedule _ -> 2;
      case ServiceHolder _ -> 3;
    };
  }

  private static String askedAs(Holder holder) {
    return holder instanceof ServiceHolder(_, PersonaId as) && as != null ? as.value() : "";
  }

  @Override
  default int compareTo(Holder other) {
    return BY_KIND_AND_NAME.compare(this, other);
  }
}
