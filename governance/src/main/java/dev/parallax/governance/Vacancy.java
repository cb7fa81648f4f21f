package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a persona of a service is filled by nobody. Nobody in a seat is news, so it is a value with
/// a reason, never an empty list.
public sealed interface Vacancy {
  /// Nothing was ever assigned: not for the service, its system or the organisation, and no best
  /// fit.
  record NeverAssigned() implements Vacancy {}

  /// There was an assignment; it has ended.
  ///
  /// @param last the one that ended last
  /// @param when its end
  record Lapsed(Assignment last, Instant when) implements Vacancy {}

  /// There will be an assignment; it has not begun.
  ///
  /// @param next the one that begins first
  /// @param when its beginning
  record NotYetInForce(Assignment next, Instant when) implements Vacancy {}

  /// The group that holds it has no member, not even through nested groups.
  record EmptyGroup(String group) implements Vacancy {}

  /// Who holds it can no longer act: they left.
  record Left(PersonRef person) implements Vacancy {}

  /// Nobody is on duty in the schedule that holds it.
  ///
  /// @param nextShift when someone is again; null if no later shift is planned
  record UncoveredSchedule(String schedule, @Nullable Instant nextShift) implements Vacancy {}

  /// The assignment names a group or schedule that the directory does not know.
  record UnknownHolder(Holder holder) implements Vacancy {}

  /// Services hold it for one another in a circle, and no person is in it.
  ///
  /// @param circle the services in the order in which they were asked, the first one again at the
  ///   end
  record CircleOfServices(List<ServiceId> circle) implements Vacancy {
    public CircleOfServices {
      circle = List.copyOf(circle);
    }
  }

  /// Another service holds it, and that service has nobody of its own.
  record ServiceVacant(ServiceId service, PersonaId as, Vacancy why) implements Vacancy {}

  /// No such persona is registered.
  record UnknownPersona(PersonaId persona) implements Vacancy {}

  /// The reason as a clause without a full stop, such as "group shop-leads has no members".
  default String sentence() {
    return switch (this) {
      case NeverAssigned() -> "nobody was ever assigned";
      case Lapsed(Assignment last, Instant when) ->
          "the last assignment, to %s, lapsed at %s".formatted(last.holder(), text(when));
      case NotYetInForce(Assignment next, Instant when) ->
          "the first assignment, to %s, begins at %s".formatted(next.holder(), text(when));
      case EmptyGroup(String group) -> "group %s has no members".formatted(group);
      case Left(PersonRef person) -> "%s left".formatted(person);
      case UncoveredSchedule(String schedule, Instant next) ->
          "nobody is on duty in schedule %s, %s"
              .formatted(
                  schedule,
                  next == null
                      ? "and no later shift is planned"
                      : "the next shift begins at " + next);
      case UnknownHolder(Holder holder) -> "%s is not in the directory".formatted(holder);
      case CircleOfServices(List<ServiceId> circle) ->
          "services hold it for one another: %s"
              .formatted(String.join(" → ", circle.stream().map(ServiceId::value).toList()));
      case ServiceVacant(ServiceId service, PersonaId as, Vacancy why) ->
          "service %s has no %s: %s".formatted(service, as, why.sentence());
      case UnknownPersona(PersonaId persona) -> "no persona '%s' is registered".formatted(persona);
    };
  }

  private static String text(Instant when) {
    return DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
        .format(when.atOffset(ZoneOffset.UTC));
  }
}
