package dev.parallax.server.seating;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.seat.Ruling;
import dev.parallax.governance.seat.Standing;
import dev.parallax.server.governance.Sight;
import dev.parallax.server.seating.Access.Action;
import dev.parallax.server.seating.Access.Malformed;
import dev.parallax.server.shell.Demands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// OpenID AuthZEN Authorization API 1.0: others ask who may do what, and get the answer of the plan
/// of seats. It decides nothing of its own.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AccessResource {
  private static final int MOST_RESULTS = 1_000;
  private static final int MOST_EVALUATIONS = 1_000;
  private static final String REQUEST_ID = "X-Request-ID";

  private final Sight sight;
  private final InstantSource clock;

  AccessResource(Sight sight, InstantSource clock) {
    this.sight = sight;
    this.clock = clock;
  }

  /// A subject or a resource.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EntityBody(@Nullable String type, @Nullable String id) {}

  record ActionBody(@Nullable String name) {}

  /// @param time an instant to ask about; now where it is not given
  record ContextBody(@Nullable String time) {}

  record OptionsBody(@JsonProperty("evaluations_semantic") @Nullable String semantic) {}

  record PageBody(@Nullable String token, @Nullable Integer limit) {}

  record EvaluationBody(
      @Nullable EntityBody subject,
      @Nullable ActionBody action,
      @Nullable EntityBody resource,
      @Nullable ContextBody context) {}

  record EvaluationsBody(
      @Nullable EntityBody subject,
      @Nullable ActionBody action,
      @Nullable EntityBody resource,
      @Nullable ContextBody context,
      @Nullable List<EvaluationBody> evaluations,
      @Nullable OptionsBody options) {}

  record SearchBody(
      @Nullable EntityBody subject,
      @Nullable ActionBody action,
      @Nullable EntityBody resource,
      @Nullable ContextBody context,
      @Nullable PageBody page) {}

  record DecisionBody(boolean decision, Map<String, Object> context) {}

  record DecisionsBody(List<DecisionBody> evaluations) {}

  record NextBody(@JsonProperty("next_token") String nextToken, int count, int total) {}

  record ResultsBody(List<?> results, NextBody page) {}

  /// Where everything is. Names of the fields are those of the specification.
  record MetadataBody(
      @JsonProperty("policy_decision_point") String decisionPoint,
      @JsonProperty("access_evaluation_endpoint") String evaluation,
      @JsonProperty("access_evaluations_endpoint") String evaluations,
      @JsonProperty("search_subject_endpoint") String subjects,
      @JsonProperty("search_resource_endpoint") String resources,
      @JsonProperty("search_action_endpoint") String actions) {}

  @GET
  @Path(".well-known/authzen-configuration")
  @Demands(activity = "keep-register", deed = Demands.Deed.OPEN)
  @Operation(summary = "Where the AuthZEN endpoints are")
  public MetadataBody metadata(@Context UriInfo uri) {
    String base = uri.getBaseUri().toString().replaceAll("/+$", "");
    String access = base + "/access/v1/";
    return new MetadataBody(
        base,
        access + "evaluation",
        access + "evaluations",
        access + "search/subject",
        access + "search/resource",
        access + "search/action");
  }

  @POST
  @Path("access/v1/evaluation")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Whether a user may do activity/deed about a service (AuthZEN)")
  public Response evaluation(
      @Nullable EvaluationBody body, @HeaderParam(REQUEST_ID) @Nullable String request) {
    return answered(request, () -> decided(given("the body", body)));
  }

  @POST
  @Path("access/v1/evaluations")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Several evaluations at once (AuthZEN)")
  public Response evaluations(
      @Nullable EvaluationsBody body, @HeaderParam(REQUEST_ID) @Nullable String request) {
    return answered(request, () -> decidedAll(given("the body", body)));
  }

  @POST
  @Path("access/v1/search/subject")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Everybody who may do activity/deed about a service (AuthZEN)")
  public Response subjects(
      @Nullable SearchBody body, @HeaderParam(REQUEST_ID) @Nullable String request) {
    return answered(
        request,
        () -> {
          SearchBody asked = given("the body", body);
          typed("subject", Access.USER, asked.subject());
          String service = id("resource", Access.SERVICE, asked.resource());
          return page(
              asked,
              access(asked.context()).subjects(action(asked.action()), service),
              each -> new EntityBody(Access.USER, each));
        });
  }

  @POST
  @Path("access/v1/search/resource")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Every service about which a user may do activity/deed (AuthZEN)")
  public Response resources(
      @Nullable SearchBody body, @HeaderParam(REQUEST_ID) @Nullable String request) {
    return answered(
        request,
        () -> {
          SearchBody asked = given("the body", body);
          typed("resource", Access.SERVICE, asked.resource());
          String person = id("subject", Access.USER, asked.subject());
          return page(
              asked,
              access(asked.context()).resources(person, action(asked.action())),
              each -> new EntityBody(Access.SERVICE, each));
        });
  }

  @POST
  @Path("access/v1/search/action")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Everything that a user may do about a service (AuthZEN)")
  public Response actions(
      @Nullable SearchBody body, @HeaderParam(REQUEST_ID) @Nullable String request) {
    return answered(
        request,
        () -> {
          SearchBody asked = given("the body", body);
          String person = id("subject", Access.USER, asked.subject());
          String service = id("resource", Access.SERVICE, asked.resource());
          return page(asked, access(asked.context()).actions(person, service), ActionBody::new);
        });
  }

  /// The answer, or what is wrong with the question; the caller's own id of the request comes back.
  private static Response answered(@Nullable String request, Supplier<Object> answer) {
    Response.ResponseBuilder response;
    try {
      response = Response.ok(answer.get());
    } catch (Malformed malformed) {
      response =
          Response.status(400).type(MediaType.TEXT_PLAIN_TYPE).entity(malformed.getMessage());
    }
    return request == null ? response.build() : response.header(REQUEST_ID, request).build();
  }

  private Object decidedAll(EvaluationsBody body) {
    EvaluationBody defaults =
        new EvaluationBody(body.subject(), body.action(), body.resource(), body.context());
    List<EvaluationBody> asked = body.evaluations();
    if (asked == null || asked.isEmpty()) {
      return decided(defaults);
    }
    if (asked.size() > MOST_EVALUATIONS) {
      throw new Malformed(
          "evaluations: %d of them: expected at most %d at once. Send several requests."
              .formatted(asked.size(), MOST_EVALUATIONS));
    }
    Optional<Boolean> stopAt = stopAt(body.options());
    List<DecisionBody> decisions = new ArrayList<>();
    for (EvaluationBody each : asked) {
      DecisionBody decision = one(filled(each, defaults));
      decisions.add(decision);
      if (stopAt.filter(stop -> stop == decision.decision()).isPresent()) {
        break;
      }
    }
    return new DecisionsBody(decisions);
  }

  private static Optional<Boolean> stopAt(@Nullable OptionsBody options) {
    String semantic = options == null || options.semantic() == null ? "" : options.semantic();
    return switch (semantic) {
      case "", "execute_all" -> Optional.empty();
      case "deny_on_first_deny" -> Optional.of(false);
      case "permit_on_first_permit" -> Optional.of(true);
      default ->
          throw new Malformed(
              "options.evaluations_semantic '%s': expected execute_all, deny_on_first_deny or permit_on_first_permit. Choose one of them."
                  .formatted(semantic));
    };
  }

  private static EvaluationBody filled(EvaluationBody each, EvaluationBody defaults) {
    return new EvaluationBody(
        each.subject() == null ? defaults.subject() : each.subject(),
        each.action() == null ? defaults.action() : each.action(),
        each.resource() == null ? defaults.resource() : each.resource(),
        each.context() == null ? defaults.context() : each.context());
  }

  /// One of several: what is wrong with it is said in its own answer, and denies it.
  private DecisionBody one(EvaluationBody body) {
    try {
      return decided(body);
    } catch (Malformed malformed) {
      return new DecisionBody(
          false,
          Map.of(
              "error", Map.of("status", 400, "message", String.valueOf(malformed.getMessage()))));
    }
  }

  private DecisionBody decided(EvaluationBody body) {
    String person = id("subject", Access.USER, body.subject());
    String service = id("resource", Access.SERVICE, body.resource());
    Action action = action(body.action());
    return access(body.context())
        .evaluate(person, action, service)
        .map(AccessResource::decision)
        .orElseGet(
            () ->
                new DecisionBody(
                    false,
                    Map.of(
                        "reason",
                        "No person '%s' or no service '%s' is registered here."
                            .formatted(person, service))));
  }

  private static DecisionBody decision(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Yes(PersonaId as, Standing standing, _) ->
          new DecisionBody(
              true, Map.of("as", as == null ? "" : as.value(), "standing", standing.phrase()));
      case Ruling.No no ->
          new DecisionBody(false, Map.of("reason", no.reason(), "who_may", Access.instead(no)));
    };
  }

  private Access access(@Nullable ContextBody context) {
    String time = context == null ? null : context.time();
    return new Access(sight.plan(), sight.census(), time == null ? clock.instant() : instant(time));
  }

  private static Instant instant(String time) {
    try {
      return OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException _) {
      throw new Malformed(
          "context.time '%s': expected an instant by RFC 3339. Write e.g. 2026-11-23T08:00:00Z."
              .formatted(time));
    }
  }

  private static Action action(@Nullable ActionBody body) {
    return Action.named(given("action.name", body == null ? null : body.name()));
  }

  private static String id(String name, String type, @Nullable EntityBody body) {
    typed(name, type, body);
    return given(name + ".id", body == null ? null : body.id());
  }

  private static void typed(String name, String type, @Nullable EntityBody body) {
    String found = given(name + ".type", body == null ? null : body.type());
    if (!found.equals(type)) {
      throw new Malformed(
          "%s.type '%s': expected '%s', since the seats of services are what is known here. Write %s."
              .formatted(name, found, type, type));
    }
  }

  private static <T> T given(String name, @Nullable T value) {
    if (value == null) {
      throw new Malformed(
          "%s is missing: expected the fields of AuthZEN's Authorization API 1.0. Add it."
              .formatted(name));
    }
    return value;
  }

  private static ResultsBody page(
      SearchBody asked, Stream<String> found, Function<String, Object> body) {
    PageBody page = asked.page();
    String token = page == null || page.token() == null ? "" : page.token();
    if (!token.matches("[0-9]{0,8}")) {
      throw new Malformed(
          "page.token '%s': expected the next_token of the answer before. Send it as it came."
              .formatted(token));
    }
    int from = token.isEmpty() ? 0 : Integer.parseInt(token);
    int limit =
        page == null || page.limit() == null
            ? MOST_RESULTS
            : Math.clamp(page.limit(), 1, MOST_RESULTS);
    List<String> all = found.toList();
    List<Object> results = all.stream().skip(from).limit(limit).map(body).toList();
    int next = from + results.size();
    return new ResultsBody(
        results,
        new NextBody(next < all.size() ? Integer.toString(next) : "", results.size(), all.size()));
  }
}
