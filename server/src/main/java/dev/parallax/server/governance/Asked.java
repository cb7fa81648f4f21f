package dev.parallax.server.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.seat.Deed;
import dev.parallax.governance.seat.Ruling;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.Sitter;
import dev.parallax.governance.seat.Standing;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.identity.Tokens;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Gatekeeper;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A call, held against the plan of seats.
///
/// Looking is for everybody but consumers, who see what they consume; what they do not see is as if
/// it were not there. Everything else takes a seat, as strictly as the organisation holds to the
/// activity. What is kept of the installation itself takes a seat of Parallax as its own first
/// service; what names no service takes one of any.
///
/// @param names what people are called
record Asked(
    SeatPlan plan, Registry registry, Call call, Function<PersonRef, String> names, Instant at) {
  /// Who wants what.
  record Call(Caller.Member by, Gatekeeper.Demand demand) {}

  private static final ServiceId PARALLAX = new ServiceId("parallax");
  private static final Set<String> OF_THE_INSTALLATION = Set.of("keep-installation", "read-audit");

  Gatekeeper.Ruling ruling() {
    if (!seesIt()) {
      return new Gatekeeper.Ruling.Hidden();
    }
    if (demand().of() == Demands.Of.ALL && !seesAll()) {
      return new Gatekeeper.Ruling.Denied(
          "This tells of all services, and you see those that you consume. /services lists them.");
    }
    if (deed() == Deed.VIEW && !OF_THE_INSTALLATION.contains(demand().activity())) {
      return new Gatekeeper.Ruling.Allowed("", "", "Looks.");
    }
    return acting(services());
  }

  /// Whether the caller may know of the one service that it is about.
  private boolean seesIt() {
    return switch (demand().of()) {
      case SERVICE, SLO -> service().map(this::sees).orElseGet(this::seesAll);
      case NOTHING, PERSON, ALL -> true;
    };
  }

  private boolean seesAll() {
    return seesEverything(plan, by(), at)
        || registry.services().keySet().stream().allMatch(this::sees);
  }

  /// Whether somebody may know of every service there is, whatever they consume.
  static boolean seesEverything(SeatPlan plan, Caller.Member by, Instant at) {
    return isThisMachine(by) || plan.seesEverything(by.person(), at);
  }

  private boolean sees(ServiceId service) {
    return sees(plan, by(), service, at);
  }

  /// Whether somebody may know of a service.
  static boolean sees(SeatPlan plan, Caller.Member by, ServiceId service, Instant at) {
    return isThisMachine(by)
        || plan.mayDo(by.person(), Deed.VIEW, "measure-track", service, at).isYes();
  }

  private static boolean isThisMachine(Caller.Member by) {
    return by.person().equals(Tokens.THIS_MACHINE);
  }

  private Gatekeeper.Ruling acting(Collection<ServiceId> services) {
    Mode mode = Mode.OFF;
    String reason = "Nothing is registered yet.";
    for (ServiceId service : services) {
      Mode here = plan.matrices().mode(activity(), service);
      mode = here.compareTo(mode) > 0 ? here : mode;
      switch (plan.mayDo(by().person(), acts(), activity(), service, at)) {
        case Ruling.Yes yes -> {
          return allowed(yes);
        }
        case Ruling.No no -> reason = words(no, service);
      }
    }
    return isThisMachine(by()) || mode != Mode.ENFORCING
        ? new Gatekeeper.Ruling.Allowed("", "", noted(mode, reason))
        : new Gatekeeper.Ruling.Denied(reason);
  }

  /// With the names that people know.
  private String words(Ruling.No no, ServiceId service) {
    String reason =
        no.reason()
            .replaceFirst("^" + Pattern.quote(by().person().value()) + "\\b", name(by().person()))
            .replace("service " + service, registry.titleOf(service));
    List<String> whoMay =
        no.whoMay().stream()
            .filter(each -> !each.person().equals(Tokens.THIS_MACHINE))
            .map(this::words)
            .toList();
    return whoMay.isEmpty()
        ? reason + " Nobody may."
        : "%s %s may.".formatted(reason, Counted.listed(whoMay));
  }

  private String words(Sitter sitter) {
    String as =
        registry
            .roster()
            .personas()
            .get(sitter.as())
            .map(Persona::name)
            .orElse("without a persona");
    String right =
        switch (sitter.standing()) {
          case Standing.Assigned _ -> as;
          case Standing.Escalated escalated -> escalated.phrase();
          case Standing.OnBehalfOf _, Standing.DeputyOf _, Standing.Open _ ->
              as + ", " + sitter.standing().phrase();
        };
    return "%s (%s)".formatted(name(sitter.person()), right);
  }

  private String name(PersonRef person) {
    return person.equals(by().person()) ? by().name() : names.apply(person);
  }

  private String noted(Mode mode, String reason) {
    return isThisMachine(by())
        ? "Whoever may read the data folder may do everything; by the plan: " + reason
        : "%s: it would have been refused. %s".formatted(mode.word(), reason);
  }

  private static Gatekeeper.Ruling allowed(Ruling.Yes yes) {
    String as = yes.as() == null ? "" : yes.as().value();
    String whose =
        switch (yes.standing()) {
          case Standing.OnBehalfOf onBehalf -> onBehalf.person().value();
          case Standing.DeputyOf deputy -> deputy.person() == null ? "" : deputy.person().value();
          case Standing.Assigned _, Standing.Escalated _, Standing.Open _ -> "";
        };
    return new Gatekeeper.Ruling.Allowed(as, whose, "Sits there " + yes.standing().phrase() + ".");
  }

  private Caller.Member by() {
    return call.by();
  }

  private Gatekeeper.Demand demand() {
    return call.demand();
  }

  private String activity() {
    return demand().activity();
  }

  private Deed deed() {
    return switch (demand().deed()) {
      case VIEW, OPEN, OWN -> Deed.VIEW;
      case COMMENT -> Deed.COMMENT;
      case PERFORM, SUBMIT, PROVISION -> Deed.PERFORM;
      case DECIDE -> Deed.DECIDE;
    };
  }

  /// Reading the audit is the work of that activity.
  private Deed acts() {
    return deed() == Deed.VIEW ? Deed.PERFORM : deed();
  }

  private Collection<ServiceId> services() {
    if (OF_THE_INSTALLATION.contains(activity())) {
      return List.of(PARALLAX);
    }
    Optional<ServiceId> one = service();
    return one.isPresent() ? List.of(one.get()) : registry.services().keySet();
  }

  /// The service that it is about, if it is about a registered one.
  private Optional<ServiceId> service() {
    return switch (demand().of()) {
      case SERVICE ->
          Optional.ofNullable(demand().object()).flatMap(registry::named).map(Service::id);
      case SLO -> slo(demand().object()).map(slo -> slo.versions().getLast().slo().service());
      case NOTHING, ALL, PERSON -> Optional.empty();
    };
  }

  private Optional<SloHistory> slo(@Nullable String id) {
    try {
      return Optional.ofNullable(id).map(SloId::new).flatMap(registry::slo);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
