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
    switch (gatekeeper.get().rule(calling.caller(), demand)) {
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
    if (demand == null || SAFE.contains(request.getMethod()) || calling.isRecorded()) {
      return;
    }
    int status = response.getStatus();
    boolean done = status < 400;
    if (demand.deed() == Demands.Deed.SUBMIT) {
      if (done && beginsToSend()) {
        write("signals", AuditEvent.Outcome.DONE, "", "in the hour to come");
      }
      return;
    }
    write(
        named(demand.object()),
        done ? AuditEvent.Outcome.DONE : AuditEvent.Outcome.FAILED,
        "",
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
