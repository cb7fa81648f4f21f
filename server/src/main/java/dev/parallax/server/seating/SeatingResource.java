package dev.parallax.server.seating;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.seat.analysis.BusFactor;
import dev.parallax.governance.seat.lint.Bounds;
import dev.parallax.governance.seat.lint.SeatLint;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.governance.Sight;
import dev.parallax.server.shell.Demands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Seats over HTTP, in the words of the pages.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SeatingResource {
  private final Sight sight;
  private final Surveys surveys;

  SeatingResource(Sight sight, Surveys surveys) {
    this.sight = sight;
    this.surveys = surveys;
  }

  record FindingBody(String rule, String severity, String reason, String remedy) {
    static FindingBody of(Finding finding) {
      return new FindingBody(
          finding.rule(), finding.severity().word(), finding.reason(), finding.remedy());
    }
  }

  /// @param busFactor how few people the service rests on
  record ServiceBody(
      Instant at,
      String service,
      String summary,
      int busFactor,
      List<SeatingView.Row> activities,
      List<String> lacks,
      List<FindingBody> findings) {}

  record OpeningBody(
      List<String> services,
      String activities,
      String part,
      String state,
      String age,
      String why,
      String meanwhile) {}

  record SurveyBody(
      Instant at,
      String summary,
      String concentration,
      List<OpeningBody> openings,
      List<SurveyView.Truck> restingOnOne,
      List<SurveyView.Weight> load,
      List<FindingBody> findings) {}

  @GET
  @Path("seats")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  @Operation(summary = "Which seats are empty or rest on one person, and what people's seats weigh")
  public SurveyBody all() {
    Surveys.Survey survey = surveys.now();
    SurveyView view = new SurveyView(survey, sight.census());
    return new SurveyBody(
        survey.at(),
        view.sentence(),
        view.concentration(),
        view.gaps().stream().map(SeatingResource::body).toList(),
        view.trucks(),
        view.weights(),
        survey.findings().stream().map(FindingBody::of).toList());
  }

  private static OpeningBody body(SurveyView.Gap gap) {
    return new OpeningBody(
        gap.services().stream().map(Link::text).toList(),
        gap.activities(),
        gap.part(),
        gap.state(),
        gap.age(),
        gap.why(),
        gap.meanwhile());
  }

  @GET
  @Path("services/{id}/seats")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.SERVICE)
  @Operation(summary = "Who sits where in the activities of a service, and why")
  public ServiceBody ofService(@PathParam("id") String id) {
    ServiceId service = sight.service(id).id();
    Seats.Census census = sight.census();
    SeatingView view = SeatingView.of(sight.plan(), service, census);
    return new ServiceBody(
        census.at(),
        service.value(),
        view.sentence(),
        BusFactor.of(sight.plan(), service, census.at()).people(),
        view.rows(),
        view.lacks(),
        sight.isWhole()
            ? SeatLint.check(sight.plan(), service, census.at(), Bounds.USUAL).stream()
                .map(FindingBody::of)
                .toList()
            : List.of());
  }
}
