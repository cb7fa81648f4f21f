package dev.parallax.server.seating;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.EffectiveMatrix.Line;
import dev.parallax.governance.seat.Act;
import dev.parallax.governance.seat.Deed;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Ruling;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.Sitter;
import dev.parallax.server.governance.Seats;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The plan of seats in the words of OpenID AuthZEN's Authorization API 1.0: a subject of type
/// `user`, a resource of type `service`, and an action `activity/deed`, such as `agree/decide`.
///
/// @param at the instant that is asked about
record Access(SeatPlan plan, Seats.Census census, Instant at) {
  static final String USER = "user";
  static final String SERVICE = "service";

  /// An action of an activity.
  record Action(String activity, Deed deed) {
    /// The action of a name; nothing where it names no activity and deed.
    static Optional<Action> named(String name) {
      int slash = name.lastIndexOf('/');
      String deed = name.substring(slash + 1).toUpperCase(Locale.ROOT);
      return Arrays.stream(Deed.values())
          .filter(each -> slash > 0 && each.name().equals(deed))
          .findFirst()
          .map(each -> new Action(name.substring(0, slash), each));
    }

    String name() {
      return activity + "/" + deed.name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether somebody may do something; nothing where person or service are not known here.
  Optional<Ruling> evaluate(String person, Action action, String service) {
    return person(person).flatMap(who -> service(service).map(of -> rule(who, action, of)));
  }

  private Ruling rule(PersonRef who, Action action, ServiceId of) {
    return plan.mayDo(who, new Act(action.deed(), action.activity(), of), Matter.opening(at), at);
  }

  /// Everybody who may, by name.
  Stream<String> subjects(Action action, String service) {
    return service(service).stream()
        .flatMap(
            of ->
                action.deed() == Deed.VIEW
                    ? everybody().filter(who -> rule(who, action, of).isYes())
                    : sitters(action, of))
        .map(PersonRef::value)
        .distinct()
        .sorted();
  }

  private Stream<PersonRef> everybody() {
    return Stream.concat(
        census.roster().directory().people().stream().map(each -> each.ref()),
        census.staffing().people().stream());
  }

  private Stream<PersonRef> sitters(Action action, ServiceId of) {
    return action.deed().grantedBy().stream()
        .map(part -> plan.seat(new Seat(of, action.activity(), part), at))
        .flatMap(seating -> seating.sitters().stream())
        .map(Sitter::person);
  }

  /// Every service of which somebody may, by name.
  Stream<String> resources(String person, Action action) {
    return person(person).stream()
        .flatMap(
            who ->
                census.roster().services().stream()
                    .filter(of -> rule(who, action, of).isYes())
                    .map(ServiceId::value));
  }

  /// Everything that somebody may do about a service, activity by activity.
  Stream<String> actions(String person, String service) {
    return person(person).stream()
        .flatMap(
            who ->
                service(service).stream()
                    .flatMap(
                        of ->
                            actions(of)
                                .filter(action -> rule(who, action, of).isYes())
                                .map(Action::name)));
  }

  private Stream<Action> actions(ServiceId service) {
    return plan.matrices().effective(service).lines().stream()
        .map(Line::row)
        .flatMap(
            row -> Arrays.stream(Deed.values()).map(deed -> new Action(row.activity().id(), deed)));
  }

  private Optional<PersonRef> person(String name) {
    try {
      PersonRef ref = new PersonRef(name);
      return everybody().anyMatch(ref::equals) ? Optional.of(ref) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Optional<ServiceId> service(String name) {
    try {
      ServiceId id = new ServiceId(name);
      return census.roster().services().contains(id) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Who may instead, where somebody may not.
  static List<String> instead(Ruling ruling) {
    return ruling instanceof Ruling.No no
        ? no.whoMay().stream().map(sitter -> sitter.person().value()).toList()
        : List.of();
  }
}
