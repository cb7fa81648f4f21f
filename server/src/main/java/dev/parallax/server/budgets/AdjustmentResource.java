package dev.parallax.server.budgets;

import dev.parallax.budget.Adjustment;
import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Adjustments over HTTP: take time out, correct a minute, take an entry back.
@Path("/api/v1/slos/{id}/adjustments")
@RunOnVirtualThread
class AdjustmentResource {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final long MOST_EVENTS = 1_000_000_000_000L;
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final int LONGEST_TEXT = 2_000;
  private static final Duration LONGEST_EXCLUSION = Duration.ofDays(366);

  private final Budgets budgets;
  private final InstantSource clock;

  AdjustmentResource(Budgets budgets, InstantSource clock) {
    this.budgets = budgets;
    this.clock = clock;
  }

  /// @param id unique in the ledger, so that a request may be sent again; made where it is missing
  /// @param kind `exclusion` (from, until), `correction` (minute, good, total, sli) or `reversal`
  ///   (reverses)
  record EntryBody(
      @Nullable String id,
      @Nullable String kind,
      @Nullable String author,
      @Nullable String reason,
      @Nullable String decision,
      @Nullable String from,
      @Nullable String until,
      @Nullable String minute,
      @Nullable String sli,
      @Nullable Long good,
      @Nullable Long total,
      @Nullable String reverses) {}

  record EnteredBody(String id, String kind, String outcome) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Enter an adjustment; the same id again changes nothing")
  @Demands(activity = "correct-ledger", deed = Demands.Deed.PERFORM, of = Demands.Of.SLO)
  public Response enter(@PathParam("id") String slo, @Nullable EntryBody body) {
    if (body == null) {
      throw Refused.invalid(
          "The request is empty.",
          "An adjustment is a JSON object.",
          "Send kind, author and reason at least.");
    }
    Adjustment adjustment = read(Names.slo(slo), body);
    boolean isNew = budgets.enter(adjustment);
    return Response.status(isNew ? 201 : 200)
        .entity(
            new EnteredBody(
                adjustment.entry().id(),
                String.valueOf(body.kind()),
                isNew ? "entered" : "unchanged"))
        .build();
  }

  private Adjustment read(SloId slo, EntryBody body) {
    Adjustment.Entry entry =
        new Adjustment.Entry(
            id(body.id()),
            slo,
            said("author", body.author()),
            said("reason", body.reason()),
            body.decision() == null ? null : said("decision", body.decision()),
            clock.instant());
    return switch (said("kind", body.kind())) {
      case "exclusion" ->
          exclusion(entry, minute("from", body.from()), minute("until", body.until()));
      case "correction" -> correction(entry, slo, body);
      case "reversal" -> new Adjustment.Reversal(entry, said("reverses", body.reverses()));
      case String kind ->
          throw Refused.invalid(
              "kind '%s' is not known.".formatted(kind),
              "An adjustment is an exclusion, a correction or a reversal.",
              "Choose one of the three.");
    };
  }

  private static Adjustment exclusion(Adjustment.Entry entry, long from, long until) {
    if (until <= from || until - from > LONGEST_EXCLUSION.toMinutes()) {
      throw Refused.invalid(
          "from is %d minutes before until.".formatted(until - from),
          "An exclusion takes out at least one minute and at most a year.",
          "Correct the two instants, or enter several exclusions.");
    }
    return new Adjustment.Exclusion(entry, from, until);
  }

  private Adjustment correction(Adjustment.Entry entry, SloId slo, EntryBody body) {
    if (body.good() == null || body.total() == null) {
      throw Refused.invalid(
          "good or total is missing.",
          "A correction says what is added to a minute; negative counts take away.",
          "Give both.");
    }
    if (Math.abs(body.good()) > MOST_EVENTS || Math.abs(body.total()) > MOST_EVENTS) {
      throw Refused.invalid(
          "good %d, total %d.".formatted(body.good(), body.total()),
          "A minute is corrected by at most %,d events, so that sums of years stay exact."
              .formatted(MOST_EVENTS),
          "Correct the counts.");
    }
    SliId sli = budgets.sli(slo, body.sli());
    return new Adjustment.Correction(
        entry, sli, minute("minute", body.minute()), body.good(), body.total());
  }

  private static String id(@Nullable String given) {
    if (given == null) {
      return UUID.randomUUID().toString();
    }
    if (!ID.matcher(given).matches()) {
      throw Refused.invalid(
          "The id is not one.",
          "An id is 1 to 63 letters, digits, dots, dashes or underscores.",
          "Choose such a one, or leave it out.");
    }
    return given;
  }

  private static String said(String name, @Nullable String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
      throw Refused.invalid(
          "%s is missing, or longer than %,d letters.".formatted(name, LONGEST_TEXT),
          "Everyone who opens the figure must see who changed it and why.",
          "Give %s in a few words.".formatted(name));
    }
    return text.strip();
  }

  private long minute(String name, @Nullable String text) {
    Instant latest = clock.instant().plus(LONGEST_EXCLUSION);
    Instant instant = instant(said(name, text));
    if (instant == null
        || instant.getEpochSecond() % 60 != 0
        || instant.getNano() != 0
        || instant.isBefore(EARLIEST)
        || instant.isAfter(latest)) {
      throw Refused.invalid(
          "%s is no whole minute from the year 2000 on.".formatted(name),
          "The ledger counts in minutes, at most a year ahead; an instant is written by RFC 3339 in UTC.",
          "Write e.g. 2026-11-01T09:30:00Z.");
    }
    return instant.getEpochSecond() / 60;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
