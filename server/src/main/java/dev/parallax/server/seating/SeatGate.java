package dev.parallax.server.seating;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.seat.Act;
import dev.parallax.governance.seat.Deed;
import dev.parallax.governance.seat.Ruling.No;
import dev.parallax.governance.seat.Ruling.Yes;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.Standing;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Gatekeeper;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rules by the plan of seats, as strictly as the matrix in force wants it.
///
/// What is about no single service is about Parallax itself. What each service has of its own (its
/// entries in the catalogue, its signals) may be sent together; whoever may for one service may
/// send.
@Singleton
class SeatGate implements Gatekeeper {
  /// Parallax as a service of its own.
  private static final ServiceId ITSELF = new ServiceId("parallax");

  /// Of so many services of somebody it is looked at whether they may.
  private static final int LOOKED_AT = 50;

  private final Seats seats;
  private final InstantSource clock;

  SeatGate(Seats seats, InstantSource clock) {
    this.seats = seats;
    this.clock = clock;
  }

  @Override
  public Ruling rule(Caller.Member member, Demand demand) {
    return rule(member.person(), demand, new Moment(seats.plan(), seats.now(), clock.instant()));
  }

  static Ruling rule(PersonRef person, Demand demand, Moment moment) {
    Deed deed = deed(demand.deed());
    return switch (demand.of()) {
      case SERVICE, SLO -> {
        Optional<ServiceId> service = service(demand, moment.census().registry());
        yield service.isEmpty()
            ? new Ruling.Allowed("", "", "There is nothing of that name.")
            : about(person, new Act(deed, demand.activity(), service.orElseThrow()), moment);
      }
      case PERSON, NOTHING -> aboutItself(person, demand.activity(), deed, moment);
    };
  }

  private static Deed deed(Demands.Deed deed) {
    return switch (deed) {
      case VIEW, OPEN, OWN -> Deed.VIEW;
      case COMMENT -> Deed.COMMENT;
      case PERFORM, SUBMIT, PROVISION -> Deed.PERFORM;
      case DECIDE -> Deed.DECIDE;
    };
  }

  private static Optional<ServiceId> service(Demand demand, Registry registry) {
    @Nullable String object = demand.object();
    if (object == null) {
      return Optional.empty();
    }
    return switch (demand.of()) {
      case SLO ->
          Stream.concat(
                  registry.slos().values().stream()
                      .map(each -> each.versions().getLast().slo())
                      .filter(slo -> slo.id().value().equalsIgnoreCase(object))
                      .map(slo -> slo.service()),
                  registry.notMeasured().values().stream()
                      .filter(each -> each.id().value().equalsIgnoreCase(object))
                      .map(Registry.NotMeasured::service))
              .findFirst();
      case SERVICE ->
          registry.services().keySet().stream()
              .filter(id -> id.value().equalsIgnoreCase(object))
              .findFirst();
      case PERSON, NOTHING -> Optional.empty();
    };
  }

  private static Ruling about(PersonRef person, Act act, Moment moment) {
    return switch (moment.ask(person, act)) {
      case Yes yes -> allowed(yes);
      case No no when act.deed() == Deed.VIEW -> new Ruling.Hidden();
      case No no -> refused(no, moment.plan().matrices().mode(act.activity(), act.service()));
    };
  }

  private static Ruling aboutItself(PersonRef person, String activity, Deed deed, Moment moment) {
    if (deed == Deed.VIEW) {
      return moment.plan().availability().isActive(person)
          ? new Ruling.Allowed("", "", "Is signed in.")
          : new Ruling.Denied("This account can no longer act here.");
    }
    for (ServiceId service : services(person, activity, moment)) {
      if (moment.ask(person, new Act(deed, activity, service)) instanceof Yes yes) {
        return allowed(yes);
      }
    }
    if (keepsUntilFilled(person, activity, moment)) {
      return new Ruling.Allowed("", "", "Keeps this installation; nobody is assigned yet.");
    }
    Mode mode = moment.plan().matrices().mode(activity, ITSELF);
    return switch (moment.ask(person, new Act(deed, activity, ITSELF))) {
      case Yes yes -> allowed(yes);
      case No no -> refused(no, mode);
    };
  }

  /// Parallax itself, and of what each service has of its own those of the person.
  private static List<ServiceId> services(PersonRef person, String activity, Moment moment) {
    List<ServiceId> services = new ArrayList<>(List.of(ITSELF));
    switch (activity) {
      case "keep-installation", "read-audit", "keep-matrix" -> {}
      default ->
          moment.census().staffing().hats(person).stream()
              .flatMap(hat -> hat.services().stream())
              .distinct()
              .limit(LOOKED_AT)
              .forEach(services::add);
    }
    return services;
  }

  /// Parallax itself is kept by its keepers until somebody is assigned to answer for it.
  private static boolean keepsUntilFilled(PersonRef person, String activity, Moment moment) {
    return moment.plan().ladder().keepers().contains(person)
        && moment.plan().availability().isActive(person)
        && !moment
            .plan()
            .seat(new Seat(ITSELF, activity, Capability.ANSWER), moment.at())
            .isFilled();
  }

  private static Ruling allowed(Yes yes) {
    PersonaId as = yes.as();
    String behalf =
        yes.standing() instanceof Standing.OnBehalfOf(PersonRef person, _) ? person.value() : "";
    return new Ruling.Allowed(as == null ? "" : as.value(), behalf, yes.standing().phrase());
  }

  /// What would have been refused is done and noted, where the matrix is not enforced.
  private static Ruling refused(No no, Mode mode) {
    String instead =
        no.whoMay().isEmpty()
            ? "Nobody may at the moment."
            : "Ask %s."
                .formatted(
                    String.join(
                        " or ",
                        no.whoMay().stream()
                            .limit(3)
                            .map(sitter -> sitter.person().value())
                            .toList()));
    return switch (mode) {
      case ENFORCING -> new Ruling.Denied(no.reason() + " " + instead);
      case PERMISSIVE -> new Ruling.Allowed("", "", "Would have been refused: " + no.reason());
      case OFF -> new Ruling.Allowed("", "", "This activity is not checked.");
    };
  }

  /// @throws Refused unless the person keeps the register of responsibility
  void keepsRegister(Caller.Member member) {
    Demand demand = new Demand("keep-register", Demands.Deed.PERFORM, Demands.Of.NOTHING, null);
    if (rule(member, demand) instanceof Ruling.Denied(String reason)) {
      throw new Refused(Refused.Reason.FORBIDDEN, reason, "", "");
    }
  }
}
