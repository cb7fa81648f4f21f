package dev.parallax.server.seating;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Scope;
import dev.parallax.governance.seat.Absence;
import dev.parallax.governance.seat.Delegation;
import dev.parallax.governance.seat.Delegation.Power;
import dev.parallax.governance.seat.Delegation.Reach;
import dev.parallax.governance.seat.Span;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.governance.Sight;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Gatekeeper;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Absences and hand-overs over HTTP: entered and ended.
@Path("/api/v1")
@RunOnVirtualThread
class HandoverResource {
  private static final int LONGEST_NOTE = 500;

  private static final Gatekeeper.Demand KEEPING =
      new Gatekeeper.Demand("keep-register", Demands.Deed.PERFORM, Demands.Of.NOTHING, null);

  private final Seats seats;
  private final Sight sight;
  private final Gatekeeper gate;
  private final Calling calling;

  HandoverResource(Seats seats, Sight sight, Gatekeeper gate, Calling calling) {
    this.seats = seats;
    this.sight = sight;
    this.gate = gate;
    this.calling = calling;
  }

  /// @param from an instant, or a date, which begins at midnight UTC
  /// @param until the first instant after; of a date its end
  record AwayBody(@Nullable String from, @Nullable String until, @Nullable String note) {}

  /// @param persona one hat; every hat where it is not given
  /// @param scope `service:x`, `system:x` or `organisation`
  /// @param activity one activity; every one where it is not given
  /// @param powers `decide`, `work`, `notify`; all where none is given
  /// @param pendingToo whether it counts for what came up before
  record GivenBody(
      @Nullable String to,
      @Nullable String persona,
      @Nullable String scope,
      @Nullable String activity,
      @Nullable List<String> powers,
      @Nullable String from,
      @Nullable String until,
      @Nullable Boolean pendingToo) {}

  record EnteredBody(String id) {}

  @POST
  @Path("people/{ref}/absences")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Demands(activity = "keep-register", deed = Demands.Deed.OWN, of = Demands.Of.PERSON, by = "ref")
  @Operation(summary = "Enter that somebody will be away")
  public Response away(@PathParam("ref") String ref, @Nullable AwayBody body) {
    return Response.status(201).entity(new EnteredBody(enter(ref, given(body)))).build();
  }

  String enter(String login, AwayBody body) {
    PersonRef person = sight.person(login);
    String note = body.note() == null ? "" : body.note().strip();
    if (note.length() > LONGEST_NOTE || note.indexOf('\0') >= 0) {
      throw Refused.invalid(
          "The note is longer than %d letters.".formatted(LONGEST_NOTE),
          "Everybody reads it beside the vacancy.",
          "Say it in a few words, and no more than others need.");
    }
    Absence absence =
        new Absence(UUID.randomUUID().toString(), person, span(body.from(), body.until()), note);
    seats.away(absence, enteredBy(person));
    return absence.id();
  }

  @DELETE
  @Path("people/{ref}/absences/{id}")
  @Demands(activity = "keep-register", deed = Demands.Deed.OWN, of = Demands.Of.PERSON, by = "ref")
  @Operation(summary = "End an absence now")
  public Response endAway(@PathParam("ref") String ref, @PathParam("id") String id) {
    seats.back(id, sight.person(ref), enteredBy(sight.person(ref)));
    return Response.noContent().build();
  }

  @POST
  @Path("people/{ref}/delegations")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Demands(activity = "keep-register", deed = Demands.Deed.OWN, of = Demands.Of.PERSON, by = "ref")
  @Operation(summary = "Hand over what somebody holds, for a while")
  public Response handOver(@PathParam("ref") String ref, @Nullable GivenBody body) {
    return Response.status(201).entity(new EnteredBody(enter(ref, given(body)))).build();
  }

  String enter(String login, GivenBody body) {
    PersonRef person = sight.person(login);
    PersonRef to = sight.person(text(body.to()));
    if (person.equals(to)) {
      throw Refused.invalid(
          "%s would hand over to themselves.".formatted(person),
          "A hand-over goes to somebody else, since it would change nothing.",
          "Choose another person.");
    }
    Delegation given =
        new Delegation(
            UUID.randomUUID().toString(),
            person,
            to,
            reach(body),
            span(body.from(), body.until()),
            Boolean.TRUE.equals(body.pendingToo()));
    seats.delegate(given, enteredBy(person));
    return given.id();
  }

  @DELETE
  @Path("people/{ref}/delegations/{id}")
  @Demands(activity = "keep-register", deed = Demands.Deed.OWN, of = Demands.Of.PERSON, by = "ref")
  @Operation(summary = "Take back what was handed over")
  public Response takeBack(@PathParam("ref") String ref, @PathParam("id") String id) {
    seats.revoke(id, sight.person(ref), enteredBy(sight.person(ref)));
    return Response.noContent().build();
  }

  private Reach reach(GivenBody body) {
    String persona = text(body.persona());
    String activity = text(body.activity());
    try {
      return new Reach(
          persona.isEmpty() ? null : new PersonaId(persona),
          scope(text(body.scope())),
          activity.isEmpty() ? null : activity,
          powers(body.powers()));
    } catch (IllegalArgumentException unfit) {
      throw Refused.invalid(String.valueOf(unfit.getMessage()), "", "");
    }
  }

  private static Scope scope(String text) {
    String name = text.substring(text.indexOf(':') + 1);
    return switch (text.replaceFirst(":.*", "")) {
      case "service" -> new Scope.ServiceScope(new ServiceId(name));
      case "system" -> new Scope.SystemScope(name);
      case "", "organisation" -> new Scope.Organisation();
      default ->
          throw Refused.invalid(
              "scope '%s' is not known.".formatted(text),
              "A hand-over reaches service:x, system:x or organisation.",
              "Write one of them, or leave it out for all.");
    };
  }

  private static Set<Power> powers(@Nullable List<String> texts) {
    if (texts == null || texts.isEmpty()) {
      return EnumSet.allOf(Power.class);
    }
    return texts.stream().map(HandoverResource::power).collect(Collectors.toSet());
  }

  private static Power power(String text) {
    return Arrays.stream(Power.values())
        .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.invalid(
                    "powers: '%s' is not known.".formatted(text),
                    "One hands over to decide, to work, or to be notified.",
                    "Write decide, work or notify."));
  }

  private static Span span(@Nullable String from, @Nullable String until) {
    Instant begin = instant("from", text(from), 0);
    Instant end = instant("until", text(until), 1);
    if (!begin.isBefore(end)) {
      throw Refused.invalid(
          "from %s until %s.".formatted(begin, end),
          "The end comes after the beginning; of a day, it is the day's end.",
          "Correct the two.");
    }
    return new Span(begin, end);
  }

  /// @param days added where only a date is given
  private static Instant instant(String name, String text, int days) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw Refused.invalid(
          "%s '%s' is neither a date nor an instant.".formatted(name, text),
          "Both ends are given, since nobody hands over for ever.",
          "Write e.g. 2026-12-24 or 2026-12-24T08:00:00Z.");
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static <T> T given(@Nullable T body) {
    if (body == null) {
      throw Refused.invalid(
          "The request is empty.", "A JSON object is expected.", "Send from and until at least.");
    }
    return body;
  }

  /// Who enters it: the person whom it is about, or somebody who keeps the register.
  private PersonRef enteredBy(PersonRef about) {
    if (!(calling.caller() instanceof Caller.Member member)) {
      throw new Refused(
          Refused.Reason.NOT_SIGNED_IN,
          "Nobody has signed in.",
          "Absences and hand-overs are entered by the person whom they are about.",
          "Sign in.");
    }
    if (!member.person().equals(about)) {
      refuseUnlessKeeper(member);
    }
    return member.person();
  }

  private void refuseUnlessKeeper(Caller.Member member) {
    if (gate.rule(member, KEEPING) instanceof Gatekeeper.Ruling.Denied(String reason)) {
      throw new Refused(Refused.Reason.FORBIDDEN, reason, "", "");
    }
  }
}
