package dev.parallax.server.seating;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.seat.Act;
import dev.parallax.governance.seat.Deed;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Ruling;
import dev.parallax.governance.seat.Sitter;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.governance.Sight;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Why somebody may do something, or may not, and who may instead.
@Path("/api/v1/why")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class WhyResource {
  private final Sight sight;
  private final InstantSource clock;

  WhyResource(Sight sight, InstantSource clock) {
    this.sight = sight;
    this.clock = clock;
  }

  /// What is asked.
  ///
  /// @param deed view, comment, perform or decide
  /// @param at an instant; now where it is not given
  record Question(
      @QueryParam("person") @DefaultValue("") String person,
      @QueryParam("activity") @DefaultValue("") String activity,
      @QueryParam("deed") @DefaultValue("decide") String deed,
      @QueryParam("service") @DefaultValue("") String service,
      @QueryParam("at") @DefaultValue("") String at) {}

  /// Somebody who may.
  record SitterBody(String person, String name, String as, String standing) {}

  /// @param as the persona as which they act; empty where none is needed, or where they may not
  /// @param standing by what right; empty where they may not
  /// @param why the way to the answer, in sentences, the answer first
  /// @param whoMay who may instead; empty where they may
  record WhyBody(
      Instant at,
      String person,
      String activity,
      String deed,
      String service,
      boolean allowed,
      String as,
      String standing,
      List<String> why,
      List<SitterBody> whoMay) {}

  @GET
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(
      summary = "Whether a person may view, comment, perform or decide, why, and who may instead")
  public WhyBody why(@BeanParam Question question) {
    Seats.Census census = sight.census();
    PersonRef person = sight.person(question.person());
    Service service = sight.service(question.service());
    Act act = new Act(deed(question.deed()), question.activity(), service.id());
    Instant at = at(question.at());
    Ruling ruling = sight.plan().mayDo(person, act, Matter.opening(at), at);
    boolean allowed = ruling.isYes();
    return new WhyBody(
        at,
        person.value(),
        act.activity(),
        question.deed(),
        service.id().value(),
        allowed,
        ruling instanceof Ruling.Yes yes && yes.as() != null ? yes.as().value() : "",
        ruling instanceof Ruling.Yes yes ? yes.standing().phrase() : "",
        ruling.explanation(),
        ruling instanceof Ruling.No no
            ? no.whoMay().stream().map(each -> body(each, census)).toList()
            : List.of());
  }

  static SitterBody body(Sitter sitter, Seats.Census census) {
    return new SitterBody(
        sitter.person().value(),
        census.nameOf(sitter.person()),
        sitter.as().value(),
        sitter.standing().phrase());
  }

  static Deed deed(String text) {
    return Arrays.stream(Deed.values())
        .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.invalid(
                    "deed '%s' is not known.".formatted(text),
                    "Somebody can %s."
                        .formatted(
                            Arrays.stream(Deed.values())
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))),
                    "Choose one of them."));
  }

  private Instant at(String text) {
    if (text.isEmpty()) {
      return clock.instant();
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw Refused.invalid(
          "at '%s' is no instant.".formatted(text),
          "An instant is written by RFC 3339 in UTC.",
          "Write e.g. 2026-11-23T08:00:00Z, or leave it out.");
    }
  }
}
