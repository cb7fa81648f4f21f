package dev.parallax.server.governance;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Who left, which seats that emptied, and who sits there now.
@Path("/departures")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class DeparturePages {
  private static final int MOST = 500;

  private final Departures departures;
  private final Seats seats;
  private final Wording wording;
  private final Framing framing;

  DeparturePages(Departures departures, Seats seats, Wording wording, Framing framing) {
    this.departures = departures;
    this.seats = seats;
    this.wording = wording;
    this.framing = framing;
  }

  /// Somebody who left.
  record Leaving(String at, String utc, String person, List<Row> rows) {}

  /// A seat that it emptied.
  ///
  /// @param now who fills it; nothing as long as nobody does, or where it is no longer there
  record Row(ServiceRow.Link service, String persona, @Nullable SeatView now) {
    boolean isEmpty() {
      return now == null || now.isVacant();
    }
  }

  record departures(Frame frame, String sentence, List<Leaving> leavings)
      implements TemplateInstance {}

  private record Left(String person, Instant at) {}

  @GET
  @Operation(hidden = true)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  public TemplateInstance show(@Context HttpHeaders headers) {
    Seats.Census census = seats.now();
    Map<Left, List<Row>> rows = new LinkedHashMap<>();
    for (Departures.Emptied each : departures.newest(MOST)) {
      rows.computeIfAbsent(new Left(each.person(), each.at()), _ -> new ArrayList<>())
          .add(row(each, census));
    }
    List<Leaving> leavings =
        rows.entrySet().stream()
            .map(
                each ->
                    new Leaving(
                        wording.minute(each.getKey().at()),
                        each.getKey().at().toString(),
                        census.nameOf(new PersonRef(each.getKey().person())),
                        each.getValue()))
            .toList();
    return new departures(framing.frame(headers), sentence(leavings), leavings);
  }

  private static Row row(Departures.Emptied emptied, Seats.Census census) {
    PersonaId persona = new PersonaId(emptied.persona());
    return census.registry().services().values().stream()
        .filter(each -> each.id().value().equals(emptied.service()))
        .filter(_ -> census.roster().personas().get(persona).isPresent())
        .findFirst()
        .map(
            service -> {
              SeatView seat =
                  SeatView.of(persona, census.resolve(persona, service.id()), census, null);
              return new Row(
                  new ServiceRow.Link(service.title(), "/services/" + service.id()),
                  seat.name(),
                  seat);
            })
        .orElseGet(
            () -> new Row(new ServiceRow.Link(emptied.service(), ""), emptied.persona(), null));
  }

  static String sentence(List<Leaving> leavings) {
    long seats = leavings.stream().mapToLong(each -> each.rows().size()).sum();
    long empty =
        leavings.stream().flatMap(each -> each.rows().stream()).filter(Row::isEmpty).count();
    if (seats == 0) {
      return "Nobody has left a seat empty.";
    }
    String left = Counted.sentence(Counted.of(leavings.size(), "person", "people"));
    return "%s left %s empty; %s."
        .formatted(
            left,
            Counted.of(seats, "seat", "seats"),
            empty == 0
                ? "somebody sits in each of them again"
                : empty == seats
                    ? "nobody sits there yet"
                    : "%s still %s".formatted(Counted.number(empty), empty == 1 ? "is" : "are"));
  }
}
