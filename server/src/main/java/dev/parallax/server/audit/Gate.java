package dev.parallax.server.audit;

import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Gatekeeper;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// The gate that every call passes: it asks the gatekeeper, writes down what is refused, and writes
/// down a change that did not do so itself.
///
/// Signals are the exception: a delivery is a measurement, and the ledger holds it. That a caller
/// sends them is written down once an hour.
@Singleton
final class Gate {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Duration SENDING = Duration.ofHours(1);

  private final Provider<Gatekeeper> gatekeeper;
  private final Provider<Audit> audit;
  private final Calling calling;
  private final InstantSource clock;
  private final Map<Method, Demands> demands = new ConcurrentHashMap<>();
  private final Map<String, Instant> sending = new ConcurrentHashMap<>();

  /// Filters are made before the settings are known, so what depends on those comes later.
  Gate(
      Provider<Gatekeeper> gatekeeper,
      Provider<Audit> audit,
      Calling calling,
      InstantSource clock) {
    this.gatekeeper = gatekeeper;
    this.audit = audit;
    this.calling = calling;
    this.clock = clock;
  }

  @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
  public void enter(ContainerRequestContext request, ResourceInfo endpoint) {
    Demands demanded = demands(endpoint.getResourceMethod());
    String object = request.getUriInfo().getPathParameters().getFirst(demanded.by());
    Gatekeeper.Demand demand =
        new Gatekeeper.Demand(demanded.activity(), demanded.deed(), demanded.of(), object);
    calling.wants(demand, request.getMethod() + " " + request.getUriInfo().getPath());
    if (demand.deed() == Demands.Deed.OPEN) {
      return;
    }
    switch (ruling(demand, demanded.or(), looks(request, demand))) {
      case Gatekeeper.Ruling.Allowed allowed -> calling.may(allowed);
      case Gatekeeper.Ruling.Denied(String reason) -> {
        refused(object, reason);
        throw new Refused(
            calling.caller() instanceof Caller.Anonymous
                ? Refused.Reason.NOT_SIGNED_IN
                : Refused.Reason.FORBIDDEN,
            reason,
            "",
            "");
      }
      case Gatekeeper.Ruling.Hidden() -> {
        refused(object, "They may not know that it exists.");
        throw Refused.notFound(
            "There is nothing of that name.",
            "Names are compared letter by letter.",
            "Look it up where you saw it, or ask who keeps the catalogue.");
      }
    }
  }

  /// What a session or a token is good for is said here; what a person may do, by the gatekeeper.
  private Gatekeeper.Ruling ruling(Gatekeeper.Demand demand, String[] or, boolean looks) {
    return switch (calling.caller()) {
      case Caller.Anonymous() -> new Gatekeeper.Ruling.Denied(stranger());
      case Caller.Machine(String name, Caller.TokenScope scope) ->
          demand.deed() == only(scope)
              ? new Gatekeeper.Ruling.Allowed("", "", "Its token is made for this.")
              : new Gatekeeper.Ruling.Denied(
                  "The token '%s' is made for one thing and does nothing else. Use one that was made to read or write."
                      .formatted(name));
      case Caller.Member _ when demand.deed() == Demands.Deed.PROVISION ->
          new Gatekeeper.Ruling.Denied(
              "Only a token with the scope scim tells who works here. Make one for the provider: parallax token --scope scim NAME.");
      case Caller.Member member when !isGoodFor(member, demand.deed(), looks) ->
          new Gatekeeper.Ruling.Denied(
              "The token was not made for this. Use one that was made to %s."
                  .formatted(looks ? "read" : "write"));
      case Caller.Member _ when demand.deed() == Demands.Deed.OWN ->
          new Gatekeeper.Ruling.Allowed("", "", "It is their own.");
      case Caller.Member member -> asked(member, demand, or);
    };
  }

  /// By the first activity that allows it; the reason of the first one, if none does.
  private Gatekeeper.Ruling asked(Caller.Member member, Gatekeeper.Demand demand, String[] or) {
    Gatekeeper.Ruling first = gatekeeper.get().rule(member, demand);
    return Stream.concat(
            Stream.of(first),
            Stream.of(or)
                .map(
                    activity ->
                        new Gatekeeper.Demand(
                            activity, demand.deed(), demand.of(), demand.object()))
                .map(other -> gatekeeper.get().rule(member, other)))
        .filter(Gatekeeper.Ruling.Allowed.class::isInstance)
        .findFirst()
        .orElse(first);
  }

  /// Some questions are too long for an address and come as POST; they change nothing.
  private static boolean looks(ContainerRequestContext request, Gatekeeper.Demand demand) {
    return SAFE.contains(request.getMethod()) || demand.deed() == Demands.Deed.VIEW;
  }

  private String stranger() {
    return calling.stranger().isEmpty()
        ? "Nobody has signed in. Expected a session or a token: this is not open to everybody. Sign in, or send 'Authorization: Bearer' with a token of your account."
        : calling.stranger();
  }

  /// The one deed of a machine.
  private static Demands.Deed only(Caller.TokenScope scope) {
    return scope == Caller.TokenScope.SCIM ? Demands.Deed.PROVISION : Demands.Deed.SUBMIT;
  }

  private static boolean isGoodFor(Caller.Member member, Demands.Deed deed, boolean looks) {
    boolean writes = member.scopes().contains(Caller.TokenScope.WRITE);
    return switch (deed) {
      case SUBMIT -> writes || member.scopes().contains(Caller.TokenScope.INGEST);
      case PROVISION -> member.scopes().contains(Caller.TokenScope.SCIM);
      case VIEW, COMMENT, PERFORM, DECIDE, OPEN, OWN ->
          looks ? member.scopes().contains(Caller.TokenScope.READ) : writes;
    };
  }

  private Demands demands(Method endpoint) {
    return demands.computeIfAbsent(
        endpoint,
        method -> {
          Demands said = method.getAnnotation(Demands.class);
          if (said == null) {
            throw new IllegalStateException(
                "%s demands nothing: expected @Demands with its activity and deed."
                    .formatted(method));
          }
          return said;
        });
  }

  private void refused(@Nullable String object, String reason) {
    write(named(object), AuditEvent.Outcome.REFUSED, reason, "");
  }

  @ServerResponseFilter
  public void leave(ContainerRequestContext request, ContainerResponseContext response) {
    Gatekeeper.Demand demand = calling.demand();
    int status = response.getStatus();
    if (demand == null || calling.isRecorded() || (looks(request, demand) && status != 403)) {
      return;
    }
    boolean done = status < 400;
    if (demand.deed() == Demands.Deed.SUBMIT) {
      if (done && beginsToSend()) {
        write("signals", AuditEvent.Outcome.DONE, "", "in the hour to come");
      }
      return;
    }
    write(
        named(demand.object()),
        done
            ? AuditEvent.Outcome.DONE
            : status == 401 || status == 403
                ? AuditEvent.Outcome.REFUSED
                : AuditEvent.Outcome.FAILED,
        calling.refusal(),
        "answered %d".formatted(status));
  }

  private boolean beginsToSend() {
    Instant now = clock.instant();
    String who = calling.caller().who();
    Instant since = sending.get(who);
    if (since != null && now.isBefore(since.plus(SENDING))) {
      return false;
    }
    sending.put(who, now);
    return true;
  }

  private void write(String subject, AuditEvent.Outcome outcome, String reason, String detail) {
    Audit to = audit.get();
    to.record(to.event(subject, outcome, reason, detail));
  }

  private static String named(@Nullable String object) {
    return object == null ? "" : object;
  }
}
