package dev.parallax.server.federation;

import dev.parallax.formats.scim.Discovery;
import dev.parallax.formats.scim.ListQuery;
import dev.parallax.formats.scim.Outcome;
import dev.parallax.formats.scim.Projection;
import dev.parallax.formats.scim.ResourceType;
import dev.parallax.formats.scim.ScimError;
import dev.parallax.formats.yaml.Value;
import dev.parallax.server.federation.Members.Kept;
import dev.parallax.server.federation.Members.Named;
import dev.parallax.server.shell.Demands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// SCIM 2.0 over HTTP.
///
/// Source: RFC 7644, section 3.
@Path("/scim/v2")
@RunOnVirtualThread
@Produces({ScimResource.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@Consumes({ScimResource.MEDIA_TYPE, MediaType.APPLICATION_JSON})
class ScimResource {
  static final String MEDIA_TYPE = "application/scim+json";
  private static final String TYPES = "{type: Users|Groups}";
  private static final String ACTIVITY = "keep-register";

  private final Members members;

  ScimResource(Members members) {
    this.members = members;
  }

  @GET
  @Path(TYPES)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PROVISION)
  @Operation(summary = "List people or groups (SCIM)")
  public Response list(@PathParam("type") String type, @Context UriInfo uri) {
    Map<String, String> asked = new HashMap<>();
    uri.getQueryParameters().forEach((name, values) -> asked.put(name, values.getFirst()));
    return answered(() -> listed(type(type), asked, uri));
  }

  @POST
  @Path(TYPES + "/.search")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PROVISION)
  @Operation(summary = "List people or groups, asked in the body (SCIM)")
  public Response search(@PathParam("type") String type, String body, @Context UriInfo uri) {
    return answered(() -> listed(type(type), parameters(ScimJson.read(body)), uri));
  }

  private static Map<String, String> parameters(Value body) {
    Map<String, String> asked = new HashMap<>();
    if (body instanceof Value.Mapping(Map<String, Value> entries)) {
      entries.forEach(
          (name, value) -> {
            switch (value) {
              case Value.Scalar(_, String text) -> asked.put(name, text);
              case Value.Sequence(List<Value> items) ->
                  asked.put(
                      name,
                      items.stream()
                          .map(each -> each instanceof Value.Scalar(_, String text) ? text : "")
                          .collect(Collectors.joining(",")));
              case Value.Mapping _ -> {}
            }
          });
    }
    return asked;
  }

  private Response listed(ResourceType type, Map<String, String> asked, UriInfo uri) {
    return switch (ListQuery.read(type, asked)) {
      case Outcome.Ok<ListQuery>(ListQuery query) ->
          json(200, members.list(type, query, address(uri))).build();
      case Outcome.Failed<ListQuery>(ScimError error) -> throw new Unkept(error);
    };
  }

  @POST
  @Path(TYPES)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PROVISION)
  @Operation(summary = "Make a person or a group (SCIM)")
  public Response create(@PathParam("type") String type, String body, @Context UriInfo uri) {
    return answered(
        () -> {
          Kept made = members.create(type(type), ScimJson.read(body));
          URI location =
              URI.create(address(uri) + type(type).endpoint() + "/" + made.member().id());
          return one(201, made, Projection.all(type(type)), uri).location(location).build();
        });
  }

  @GET
  @Path(TYPES + "/{id}")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PROVISION)
  @Operation(summary = "A person or a group (SCIM)")
  public Response get(
      @PathParam("type") String type,
      @PathParam("id") String id,
      @HeaderParam("If-None-Match") @Nullable String known,
      @Context UriInfo uri) {
    return answered(
        () -> {
          Kept kept = members.get(new Named(type(type), id, null));
          return known != null && known.contains(kept.member().tag())
              ? Response.notModified().header("ETag", kept.member().tag()).build()
              : one(200, kept, projection(type, uri), uri).build();
        });
  }

  private static Projection projection(String type, UriInfo uri) {
    return Projection.of(
        type(type),
        String.join(",", uri.getQueryParameters().getOrDefault("attributes", List.of())),
        String.join(",", uri.getQueryParameters().getOrDefault("excludedAttributes", List.of())));
  }

  @PUT
  @Path(TYPES + "/{id}")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PROVISION)
  @Operation(summary = "Replace a person or a group (SCIM)")
  public Response replace(
      @PathParam("type") String type,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String version,
      String body,
      @Context UriInfo uri) {
    Named named = new Named(type(type), id, version);
    return answered(() -> changed(members.replace(named, ScimJson.read(body)), type, uri));
  }

  @PATCH
  @Path(TYPES + "/{id}")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PROVISION)
  @Operation(summary = "Change a person or a group (SCIM)")
  public Response patch(
      @PathParam("type") String type,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String version,
      String body,
      @Context UriInfo uri) {
    Named named = new Named(type(type), id, version);
    return answered(() -> changed(members.patch(named, ScimJson.read(body)), type, uri));
  }

  private static Response changed(Kept kept, String type, UriInfo uri) {
    return one(200, kept, projection(type, uri), uri).build();
  }

  @DELETE
  @Path(TYPES + "/{id}")
  @Consumes(MediaType.WILDCARD)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PROVISION)
  @Operation(summary = "Delete a person or a group (SCIM)")
  public Response delete(
      @PathParam("type") String type,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String version) {
    return answered(
        () -> {
          members.delete(new Named(type(type), id, version));
          return Response.noContent().build();
        });
  }

  @GET
  @Path("{about: ServiceProviderConfig|Schemas|ResourceTypes}")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PROVISION)
  @Operation(summary = "What this SCIM server can do")
  public Response about(@PathParam("about") String about, @Context UriInfo uri) {
    return json(
            200,
            switch (about) {
              case "Schemas" -> Discovery.list(Discovery.schemas(address(uri)));
              case "ResourceTypes" -> Discovery.list(Discovery.resourceTypes(address(uri)));
              default -> Discovery.serviceProviderConfig(address(uri));
            })
        .build();
  }

  @GET
  @Path("{about: Schemas|ResourceTypes}/{id}")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PROVISION)
  @Operation(summary = "One schema, or one kind of resource")
  public Response oneOf(
      @PathParam("about") String about,
      @PathParam("id") @DefaultValue("") String id,
      @Context UriInfo uri) {
    List<Value> all =
        about.equals("Schemas")
            ? Discovery.schemas(address(uri))
            : Discovery.resourceTypes(address(uri));
    return answered(
        () ->
            json(
                    200,
                    Discovery.withId(all, id)
                        .orElseThrow(
                            () ->
                                new Unkept(
                                    new ScimError(
                                        404, null, "%s has no such entry.".formatted(about)))))
                .build());
  }

  private static ResourceType type(String path) {
    return path.equals("Users") ? ResourceType.USER : ResourceType.GROUP;
  }

  private static String address(UriInfo uri) {
    return uri.getBaseUri().resolve("/scim/v2").toString();
  }

  private static Response.ResponseBuilder one(
      int status, Kept kept, Projection projection, UriInfo uri) {
    return json(status, projection.of(kept.answered(address(uri))))
        .header("ETag", kept.member().tag());
  }

  private static Response.ResponseBuilder json(int status, Value body) {
    return Response.status(status)
        .type(MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .entity(ScimJson.write(body));
  }

  private static Response answered(Supplier<Response> work) {
    try {
      return work.get();
    } catch (Unkept unkept) {
      return json(unkept.error().status(), unkept.error().message()).build();
    }
  }
}
