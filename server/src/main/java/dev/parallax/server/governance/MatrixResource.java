package dev.parallax.server.governance;

import dev.parallax.formats.parallaxdev.ScopeRef;
import dev.parallax.formats.raci.RaciSarif;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Drift.Difference;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.Waiver;
import dev.parallax.governance.raci.Waiver.Judged;
import dev.parallax.governance.raci.lint.Rules;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Responsibility matrices, who adopted them, and their findings over HTTP, in the words of the
/// page.
@Path("/api/v1/matrices")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class MatrixResource {
  private static final String SARIF = "application/sarif+json";

  private final Sight sight;
  private final String programVersion;

  MatrixResource(
      Sight sight, @ConfigProperty(name = "quarkus.application.version") String programVersion) {
    this.sight = sight;
    this.programVersion = programVersion;
  }

  /// @param totals how often each letter stands in it
  /// @param scope who adopted it; empty where it is a template
  record SummaryBody(
      String id,
      String name,
      String version,
      String source,
      String alphabet,
      String scope,
      String summary,
      int cells,
      Map<String, Integer> totals,
      long errors,
      long warnings,
      long notes,
      long waived) {}

  record PersonaBody(String id, boolean byBestFit) {}

  record ColumnBody(String header, List<PersonaBody> personas) {}

  /// @param was the code that it was made from, where it differs, else empty
  /// @param reason why it differs, else empty
  record CellBody(String code, List<String> capabilities, String was, String reason) {}

  record ActivityBody(String id, String name, String mode, String reason, List<CellBody> cells) {}

  record WaiverBody(String owner, String reason, Instant until, boolean inForce) {}

  /// @param activity id, empty where a whole column is meant
  /// @param column header, empty where a whole row is meant
  record FindingBody(
      String rule,
      String severity,
      String activity,
      String column,
      String reason,
      String remedy,
      String anomaly,
      @Nullable WaiverBody waiver) {}

  record MatrixBody(
      SummaryBody matrix,
      List<ColumnBody> columns,
      List<ActivityBody> activities,
      List<FindingBody> findings) {}

  record DifferenceBody(
      String kind,
      String activity,
      String column,
      String was,
      String now,
      String reason,
      String approvedBy) {}

  record AdoptionBody(
      String scope,
      String matrix,
      String version,
      String newest,
      String source,
      Map<String, String> modes,
      List<DifferenceBody> differences) {}

  record RuleBody(String id, String layer, String severity, String says) {}

  /// What an address says beside the matrix.
  record Query(
      @QueryParam("version") @DefaultValue("") String version,
      @QueryParam("scope") @DefaultValue("") String scope,
      @QueryParam("format") @DefaultValue("") String format,
      @HeaderParam("Accept") @DefaultValue("") String accept) {
    boolean sarif() {
      if (!format.isEmpty() && !format.equals("json") && !format.equals("sarif")) {
        throw Refused.invalid(
            "format=%s is not known.".formatted(format),
            "A matrix comes as `json` or its findings as `sarif`.",
            "Choose one of the two.");
      }
      return format.equals("sarif") || (format.isEmpty() && accept.contains(SARIF));
    }
  }

  @GET
  @Demands(activity = "keep-matrix", deed = Demands.Deed.VIEW)
  @Operation(summary = "The newest version of each responsibility matrix")
  public List<SummaryBody> list() {
    Seats.Census census = sight.census();
    return census.registry().matrices().templates().stream()
        .map(matrix -> summary(ShownMatrix.template(census, matrix)))
        .toList();
  }

  @GET
  @Demands(activity = "keep-matrix", deed = Demands.Deed.VIEW)
  @Path("adoptions")
  @Operation(summary = "Which scope adopted which matrix, and how far they have drifted apart")
  public List<AdoptionBody> adoptions() {
    Matrices matrices = sight.census().registry().matrices();
    return matrices.adoptions().stream().map(each -> adoption(matrices, each)).toList();
  }

  @GET
  @Demands(activity = "keep-matrix", deed = Demands.Deed.VIEW)
  @Path("rules")
  @Operation(summary = "The rules by which matrices and seats are checked")
  public List<RuleBody> rules() {
    return Rules.all().stream()
        .map(
            each ->
                new RuleBody(each.id(), word(each.layer()), each.severity().word(), each.says()))
        .toList();
  }

  @GET
  @Demands(activity = "keep-matrix", deed = Demands.Deed.VIEW)
  @Path("{id: .+}")
  @Produces({MediaType.APPLICATION_JSON, SARIF})
  @Operation(
      summary =
          "One responsibility matrix with its findings: a template, or as a scope adopted it; findings alone as SARIF")
  public Response one(@PathParam("id") String id, @BeanParam Query query) {
    ShownMatrix shown =
        ShownMatrix.of(sight.census(), new ShownMatrix.Wanted(id, query.version(), query.scope()));
    if (query.sarif()) {
      String log =
          RaciSarif.log(
              List.of(new RaciSarif.Linted(shown.matrix(), null, shown.findings())),
              programVersion);
      return Response.ok(log, SARIF).build();
    }
    return Response.ok(body(shown), MediaType.APPLICATION_JSON).build();
  }

  private static MatrixBody body(ShownMatrix shown) {
    MatrixView view = new MatrixView(shown);
    List<MatrixView.Line> lines = view.lines();
    List<RaciMatrix.Row> rows = shown.matrix().rows();
    return new MatrixBody(
        summary(shown),
        shown.matrix().columns().stream().map(MatrixResource::column).toList(),
        lines.stream()
            .map(
                line ->
                    new ActivityBody(
                        line.id(),
                        line.name(),
                        view.mode(rows.get(lines.indexOf(line)).activity()),
                        line.reason(),
                        rows.get(lines.indexOf(line)).cells().stream()
                            .map(MatrixResource::cell)
                            .toList()))
            .toList(),
        shown.findings().stream().map(MatrixResource::finding).toList());
  }

  private static FindingBody finding(Judged judged) {
    Finding each = judged.finding();
    Waiver waiver = judged.waiver();
    return new FindingBody(
        each.rule(),
        each.severity().word(),
        Objects.requireNonNullElse(each.place().activity(), ""),
        Objects.requireNonNullElse(each.place().column(), ""),
        each.reason(),
        each.remedy(),
        Objects.requireNonNullElse(each.anomaly(), ""),
        waiver == null
            ? null
            : new WaiverBody(waiver.owner(), waiver.reason(), waiver.until(), judged.waived()));
  }

  private static SummaryBody summary(ShownMatrix shown) {
    RaciMatrix matrix = shown.matrix();
    Adoption adoption = shown.adoption();
    MatrixView view = new MatrixView(shown);
    String summary = "%s %s".formatted(view.sentence(), view.worst()).strip();
    Map<String, Integer> totals = new TreeMap<>();
    matrix.totals().forEach((letter, count) -> totals.put(String.valueOf(letter.sign()), count));
    return new SummaryBody(
        matrix.id(),
        matrix.name(),
        matrix.version(),
        matrix.source(),
        matrix.alphabet().title(),
        adoption == null ? "" : ScopeRef.of(adoption.scope()).toString(),
        summary,
        matrix.size(),
        totals,
        shown.count(Severity.ERROR),
        shown.count(Severity.WARNING),
        shown.count(Severity.NOTE),
        shown.waived());
  }

  private static AdoptionBody adoption(Matrices matrices, Adoption adoption) {
    Map<String, String> modes = new TreeMap<>();
    adoption.modes().forEach((activity, mode) -> modes.put(activity, mode.word()));
    return new AdoptionBody(
        ScopeRef.of(adoption.scope()).toString(),
        adoption.template().id(),
        adoption.template().version(),
        matrices.drift(adoption).newest(),
        adoption.source(),
        modes,
        matrices.drift(adoption).differences().stream().map(MatrixResource::difference).toList());
  }

  private static DifferenceBody difference(Difference each) {
    return new DifferenceBody(
        word(each.kind()),
        each.activity(),
        each.column(),
        each.was(),
        each.now(),
        each.reason(),
        Objects.requireNonNullElse(each.approvedBy(), ""));
  }

  private static ColumnBody column(RaciMatrix.Column column) {
    return new ColumnBody(
        column.header(),
        column.personas().stream()
            .map(fit -> new PersonaBody(fit.persona().value(), fit.byBestFit()))
            .toList());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static CellBody cell(RaciMatrix.Cell cell) {
    RaciMatrix.Change change = cell.change();
    return new CellBody(
        cell.code(),
        cell.capabilities().stream().map(MatrixResource::word).toList(),
        change == null ? "" : change.was(),
        change == null ? "" : change.reason());
  }
}
