package dev.parallax.server.catalog;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Definitions over HTTP: apply, list, read, export.
@Path("/api/v1/definitions")
@RunOnVirtualThread
class DefinitionResource {
  private static final int UNPROCESSABLE = 422;
  private static final int FORBIDDEN = 403;

  private final Catalog catalog;

  DefinitionResource(Catalog catalog) {
    this.catalog = catalog;
  }

  record FileBody(@Nullable String path, @Nullable String content) {}

  record ApplyBody(@Nullable List<FileBody> files) {}

  record ProblemBody(
      String file, int line, String severity, String found, String expected, String remedy) {
    static ProblemBody of(Problem problem) {
      return new ProblemBody(
          problem.place().file(),
          problem.place().line(),
          problem.severity().name().toLowerCase(Locale.ROOT),
          problem.found(),
          problem.expected(),
          problem.remedy());
    }
  }

  /// @param link the page on which a proposed change is agreed to; empty for others
  /// @param reason why it was refused; empty for others
  record ResultBody(
      String kind, String name, String outcome, int version, String link, String reason) {}

  record AppliedBody(long revision, List<ResultBody> results, List<ProblemBody> remarks) {}

  record RejectedBody(
      String type, String title, int status, String detail, List<ProblemBody> problems) {}

  record ListedBody(
      String kind, String name, int version, Instant registeredAt, String registeredBy) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary =
          "Register those documents that the caller may; with a problem in one, none is registered")
  @Demands(
      activity = "keep-catalogue",
      or = {"keep-register", "keep-matrix", "connect-signals"},
      deed = Demands.Deed.PERFORM)
  public Response apply(
      ApplyBody body,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @QueryParam("profile") @DefaultValue("lenient") String profile) {
    return switch (catalog.apply(files(body), profile(profile), dryRun, "command line or API")) {
      case Checked.Ok<Applied>(Applied applied, _) ->
          applied.isAllRefused() ? refused(applied) : Response.ok(body(applied)).build();
      case Checked.Rejected<Applied>(List<Problem> problems) -> rejected(problems);
    };
  }

  private static List<SourceFile> files(@Nullable ApplyBody body) {
    if (body == null
        || body.files() == null
        || body.files().isEmpty()
        || body.files().contains(null)) {
      throw Refused.invalid(
          "The request holds no files, or an empty one.",
          "Documents come as {\"files\": [{\"path\": \"slo.yaml\", \"content\": \"…\"}]}, so that problems can say where they are.",
          "Send at least one file.");
    }
    return body.files().stream()
        .map(
            file ->
                new SourceFile(
                    file.path() == null ? "(no name)" : file.path(),
                    (file.content() == null ? "" : file.content())
                        .getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static Profile profile(String name) {
    return switch (name) {
      case "lenient" -> Profile.LENIENT;
      case "strict" -> Profile.STRICT;
      default ->
          throw Refused.invalid(
              "profile=%s is not known.".formatted(name),
              "Documents are read `lenient` (what people have) or `strict` (the rules of OpenSLO's own validator).",
              "Choose one of the two.");
    };
  }

  private static AppliedBody body(Applied applied) {
    return new AppliedBody(
        applied.revision(),
        applied.results().stream()
            .map(
                result ->
                    new ResultBody(
                        result.kind(),
                        result.name(),
                        result.outcome().name().toLowerCase(Locale.ROOT),
                        result.version(),
                        result.link(),
                        result.reason()))
            .toList(),
        applied.remarks().stream().map(ProblemBody::of).toList());
  }

  private static Response refused(Applied applied) {
    RejectedBody body =
        new RejectedBody(
            "about:blank",
            "The documents are not yours to register",
            FORBIDDEN,
            "You may register none of them; nothing was changed. `problems` says for each who may.",
            applied.results().stream().map(Applied.Result::problem).map(ProblemBody::of).toList());
    return Response.status(FORBIDDEN).type("application/problem+json").entity(body).build();
  }

  private static Response rejected(List<Problem> problems) {
    long errors =
        problems.stream().filter(problem -> problem.severity() == Problem.Severity.ERROR).count();
    RejectedBody body =
        new RejectedBody(
            "about:blank",
            "The documents have problems",
            UNPROCESSABLE,
            "%d %s; nothing was registered. Mend what `problems` lists and send all files again."
                .formatted(errors, errors == 1 ? "error" : "errors"),
            problems.stream().map(ProblemBody::of).toList());
    return Response.status(UNPROCESSABLE).type("application/problem+json").entity(body).build();
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "List registered documents")
  @Demands(activity = "keep-catalogue", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  public List<ListedBody> list() {
    return catalog.documents().stream()
        .map(
            document ->
                new ListedBody(
                    document.kind(),
                    document.name(),
                    document.version(),
                    document.registeredAt(),
                    document.registeredBy()))
        .toList();
  }

  @GET
  @Path("export")
  @Produces("application/yaml")
  @Operation(summary = "All registered documents as YAML")
  @Demands(activity = "keep-catalogue", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  public String export() {
    return catalog.documents().stream()
        .map(Catalog.Document::text)
        .collect(Collectors.joining("---\n"));
  }

  @GET
  @Path("{kind}/{name: .+}")
  @Produces("application/yaml")
  @Operation(summary = "One registered document as YAML")
  @Demands(activity = "keep-catalogue", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  public String get(@PathParam("kind") String kind, @PathParam("name") String name) {
    List<Catalog.Document> wordings = catalog.wordings(kind, name);
    if (wordings.isEmpty()) {
      throw Refused.notFound(
          "%s '%s' is not registered.".formatted(kind, name),
          "Kind and name are compared letter by letter.",
          "GET /api/v1/definitions lists what there is.");
    }
    return wordings.getFirst().text();
  }
}
