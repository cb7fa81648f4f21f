package dev.parallax.server.budgets;

import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.StatusHistory;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Status histories over HTTP: the log of a monitor's states, as CSV.
@Path("/api/v1/status-histories")
@RunOnVirtualThread
class HistoryResource {
  private final Signals signals;

  HistoryResource(Signals signals) {
    this.signals = signals;
  }

  record BroughtBody(String monitor, int rows, List<Signals.Added> slis) {}

  @POST
  @Path("{monitor}")
  @Consumes({"text/csv", MediaType.TEXT_PLAIN})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Bring the status history of a monitor; minutes that are there already stay")
  @Demands(activity = "connect-signals", deed = Demands.Deed.SUBMIT)
  public BroughtBody bring(@PathParam("monitor") String monitor, String csv) throws IOException {
    StatusHistory asSent = read(csv, StatusHistory.Settings.DEFAULT);
    List<Signals.Added> added = signals.bring(monitor, sli -> slices(csv, sli));
    if (added.isEmpty()) {
      throw Refused.notFound(
          "No SLO counts monitor '%s'.".formatted(monitor),
          "A history is counted by SLOs whose metricSource has type status-history and this monitor in its spec.",
          "Apply such an SLO first, or correct the monitor's name.");
    }
    return new BroughtBody(monitor, asSent.rows().size(), added);
  }

  private Consumer<Consumer<Slice>> slices(String csv, SliId sli) {
    StatusHistory.Settings settings = settings(signals.feeds().slis().get(sli));
    return each -> {
      try {
        read(csv, settings).forEachSlice(null, each);
      } catch (IOException e) {
        throw new IllegalStateException(
            "reading a text from memory failed: expected it whole. Report this, please.", e);
      }
    };
  }

  /// The states that the indicator's query names are good; the default ones where it names none.
  private static StatusHistory.Settings settings(@Nullable Sli sli) {
    if (sli instanceof Sli.Ratio(_, Query part, _, _) && part.spec().get("states") != null) {
      Set<String> states =
          Arrays.stream(part.spec().getOrDefault("states", "").split(","))
              .map(state -> state.strip().toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet());
      return StatusHistory.Settings.withGood(states);
    }
    return StatusHistory.Settings.DEFAULT;
  }

  private static StatusHistory read(String csv, StatusHistory.Settings settings)
      throws IOException {
    return switch (StatusHistory.read(new StringReader(csv), settings)) {
      case StatusHistory.Read(StatusHistory history) -> history;
      case StatusHistory.Unusable(List<StatusHistory.Problem> problems) ->
          throw Refused.invalid(
              problems.stream()
                  .map(problem -> "line %d: %s".formatted(problem.line(), problem.message()))
                  .collect(Collectors.joining("\n")),
              "A status history is CSV with a header and the columns timestamp and status.",
              "Nothing was kept; mend these lines and send it again.");
    };
  }
}
