package dev.parallax.server.seating;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.seat.Ruling;
import dev.parallax.governance.seat.Standing;
import dev.parallax.server.governance.Sight;
import dev.parallax.server.seating.Access.Action;
import dev.parallax.server.seating.AccessQuestion.Entity;
import dev.parallax.server.seating.AccessQuestion.Malformed;
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
import java.time.Instant;
import java.time.InstantSource;
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
@RunOnVirtualThread
class AccessResource {
  private static final int MOST_RESULTS = 1_000;
  private static final int MOST_EVALUATIONS = 1_000;
  private static final String TYPE = "Content-Type";

  private final Sight sight;
  private final InstantSource clock;

  AccessResource(Sight sight, InstantSource clock) {
    this.sight = sight;
    this.clock = clock;
  }

  /// A subject or a resource.
  record EntityBody(String type, String id) {}

  record ActionBody(String name) {}

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
  @Consumes(MediaType.WILDCARD)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Whether a user may do activity/deed about a service (AuthZEN)")
  public Response evaluation(@HeaderParam(TYPE) @Nullable String type, byte[] body) {
    return answered(() -> decided(AccessQuestion.of(AccessQuestion.read(type, body))));
  }

  @POST
  @Path("access/v1/evaluations")
  @Consumes(MediaType.WILDCARD)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Several evaluations at once (AuthZEN)")
  public Response evaluations(@HeaderParam(TYPE) @Nullable String type, byte[] body) {
    return answered(() -> decidedAll(AccessQuestion.read(type, body)));
  }

  @POST
  @Path("access/v1/search/subject")
  @Consumes(MediaType.WILDCARD)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Everybody who may do activity/deed about a service (AuthZEN)")
  public Response subjects(@HeaderParam(TYPE) @Nullable String type, byte[] body) {
    return answered(
        () -> {
          JsonNode sent = AccessQuestion.read(type, body);
          AccessQuestion asked = AccessQuestion.of(sent);
          boolean known = type("subject", asked.subject()).equals(Access.USER);
          Optional<Action> action = Action.named(given("action.name", asked.action()));
          Optional<String> service = id("resource", Access.SERVICE, asked.resource());
          return page(
              sent,
              known && action.isPresent() && service.isPresent()
                  ? access(asked).subjects(action.get(), service.get())
                  : Stream.of(),
              each -> new EntityBody(Access.USER, each));
        });
  }

  @POST
  @Path("access/v1/search/resource")
  @Consumes(MediaType.WILDCARD)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Every service about which a user may do activity/deed (AuthZEN)")
  public Response resources(@HeaderParam(TYPE) @Nullable String type, byte[] body) {
    return answered(
        () -> {
          JsonNode sent = AccessQuestion.read(type, body);
          AccessQuestion asked = AccessQuestion.of(sent);
          boolean known = type("resource", asked.resource()).equals(Access.SERVICE);
          Optional<Action> action = Action.named(given("action.name", asked.action()));
          Optional<String> person = id("subject", Access.USER, asked.subject());
          return page(
              sent,
              known && action.isPresent() && person.isPresent()
                  ? access(asked).resources(person.get(), action.get())
                  : Stream.of(),
              each -> new EntityBody(Access.SERVICE, each));
        });
  }

  @POST
  @Path("access/v1/search/action")
  @Consumes(MediaType.WILDCARD)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  @Operation(summary = "Everything that a user may do about a service (AuthZEN)")
  public Response actions(@HeaderParam(TYPE) @Nullable String type, byte[] body) {
    return answered(
        () -> {
          JsonNode sent = AccessQuestion.read(type, body);
          AccessQuestion asked = AccessQuestion.of(sent);
          Optional<String> person = id("subject", Access.USER, asked.subject());
          Optional<String> service = id("resource", Access.SERVICE, asked.resource());
          return page(
              sent,
              person.isPresent() && service.isPresent()
                  ? access(asked).actions(person.get(), service.get())
                  : Stream.of(),
              ActionBody::new);
        });
  }

  /// The answer, or what is wrong with the question, as a string.
  private static Response answered(Supplier<Object> answer) {
    try {
      return Response.ok(answer.get(), MediaType.APPLICATION_JSON_TYPE).build();
    } catch (Malformed malformed) {
      return Response.status(Response.Status.BAD_REQUEST)
          .type(MediaType.TEXT_PLAIN_TYPE)
          .entity(malformed.getMessage())
          .build();
    }
  }

  private Object decidedAll(JsonNode sent) {
    AccessQuestion defaults = AccessQuestion.of(sent);
    List<JsonNode> asked = AccessQuestion.several(sent);
    if (asked.isEmpty()) {
      return decided(defaults);
    }
    if (asked.size() > MOST_EVALUATIONS) {
      throw new Malformed(
          "evaluations: %d of them: expected at most %d at once. Send several requests."
              .formatted(asked.size(), MOST_EVALUATIONS));
    }
    Optional<Boolean> stopAt = stopAt(AccessQuestion.semantic(sent));
    List<DecisionBody> decisions = new ArrayList<>();
    for (JsonNode each : asked) {
      DecisionBody decision = one(each, defaults);
      decisions.add(decision);
      if (stopAt.filter(stop -> stop == decision.decision()).isPresent()) {
        break;
      }
    }
    return new DecisionsBody(decisions);
  }

  private static Optional<Boolean> stopAt(String semantic) {
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

  /// One of several: what is wrong with it is said in its own answer, and denies it.
  private DecisionBody one(JsonNode sent, AccessQuestion defaults) {
    try {
      JsonNode object = AccessQuestion.object("an evaluation", sent);
      return decided(AccessQuestion.of(object).or(defaults));
    } catch (Malformed malformed) {
      return new DecisionBody(
          false,
          Map.of(
              "error", Map.of("status", 400, "message", String.valueOf(malformed.getMessage()))));
    }
  }

  private DecisionBody decided(AccessQuestion asked) {
    Optional<String> person = id("subject", Access.USER, asked.subject());
    Optional<String> service = id("resource", Access.SERVICE, asked.resource());
    String name = given("action.name", asked.action());
    Optional<Action> action = Action.named(name);
    if (person.isEmpty() || service.isEmpty()) {
      return denied("Subjects are of type user here, and resources of type service.");
    }
    if (action.isEmpty()) {
      return denied(
          "'%s' is no activity with view, comment, perform or decide, such as agree/decide."
              .formatted(name));
    }
    return access(asked)
        .evaluate(person.get(), action.get(), service.get())
        .map(AccessResource::decision)
        .orElseGet(
            () ->
                denied(
                    "No person '%s' or no service '%s' is registered here."
                        .formatted(person.get(), service.get())));
  }

  private static DecisionBody denied(String reason) {
    return new DecisionBody(false, Map.of("reason", reason));
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

  private Access access(AccessQuestion asked) {
    Instant time = asked.time();
    return new Access(sight.plan(), sight.census(), time == null ? clock.instant() : time);
  }

  /// The id; nothing where it is of a type that is not known here.
  private static Optional<String> id(String name, String known, @Nullable Entity entity) {
    String type = type(name, entity);
    String id = given(name + ".id", entity == null ? null : entity.id());
    return type.equals(known) ? Optional.of(id) : Optional.empty();
  }

  private static String type(String name, @Nullable Entity entity) {
    return given(name + ".type", given(name, entity).type());
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
      JsonNode sent, Stream<String> found, Function<String, Object> body) {
    AccessQuestion.Page page = AccessQuestion.page(sent);
    if (!page.token().matches("[0-9]{0,8}")) {
      throw new Malformed(
          "page.token '%s': expected the next_token of the answer before. Send it as it came."
              .formatted(page.token()));
    }
    int from = page.token().isEmpty() ? 0 : Integer.parseInt(page.token());
    int limit = page.limit() == null ? MOST_RESULTS : Math.min(page.limit(), MOST_RESULTS);
    List<String> all = found.toList();
    List<Object> results = all.stream().skip(from).limit(limit).map(body).toList();
    int next = from + results.size();
    return new ResultsBody(
        results,
        new NextBody(next < all.size() ? Integer.toString(next) : "", results.size(), all.size()));
  }
}
