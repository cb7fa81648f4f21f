package dev.parallax.server.governance;

import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.server.shell.Demands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Responsibility matrices and their findings over HTTP, in the words of the page.
@Path("/api/v1/matrices")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class MatrixResource {
  private final Seats seats;

  MatrixResource(Seats seats) {
    this.seats = seats;
  }

  /// @param totals how often each letter stands in it
  record SummaryBody(
      String id,
      String name,
      String version,
      String source,
      String summary,
      int cells,
      Map<String, Integer> totals,
      long errors,
      long warnings,
      long notes) {}

  record PersonaBody(String id, boolean byBestFit) {}

  record ColumnBody(String header, List<PersonaBody> personas) {}

  /// @param was the published code where this one differs, else empty
  /// @param reason why it differs, else empty
  record CellBody(String code, List<String> capabilities, String was, String reason) {}

  record ActivityBody(String id, String name, List<CellBody> cells) {}

  /// @param activity id, empty where a whole column is meant
  /// @param column header, empty where a whole row is meant
  record FindingBody(
      String rule,
      String severity,
      String activity,
      String column,
      String reason,
      String remedy,
      String anomaly) {}

  record MatrixBody(
      SummaryBody matrix,
      List<ColumnBody> columns,
      List<ActivityBody> activities,
      List<FindingBody> findings) {}

  @GET
  @Operation(summary = "The responsibility matrices. They decide nothing yet")
  @Demands(activity = "keep-matrix", deed = Demands.Deed.VIEW)
  public List<SummaryBody> list() {
    Personas personas = seats.now().roster().personas();
    return ShippedMatrices.all().stream()
        .map(matrix -> summary(matrix, new MatrixView(matrix, personas)))
        .toList();
  }

  @GET
  @Path("{id: .+}")
  @Operation(summary = "One responsibility matrix, cell by cell, with its findings")
  @Demands(activity = "keep-matrix", deed = Demands.Deed.VIEW)
  public MatrixBody one(@PathParam("id") String id) {
    RaciMatrix matrix = MatrixPages.named(id);
    MatrixView view = new MatrixView(matrix, seats.now().roster().personas());
    return new MatrixBody(
        summary(matrix, view),
        matrix.columns().stream().map(MatrixResource::column).toList(),
        matrix.rows().stream()
            .map(
                row ->
                    new ActivityBody(
                        row.activity().id(),
                        row.activity().name(),
                        row.cells().stream().map(MatrixResource::cell).toList()))
            .toList(),
        view.findings().stream()
            .map(
                each ->
                    new FindingBody(
                        each.rule(),
                        each.severity().word(),
                        Objects.requireNonNullElse(each.place().activity(), ""),
                        Objects.requireNonNullElse(each.place().column(), ""),
                        each.reason(),
                        each.remedy(),
                        Objects.requireNonNullElse(each.anomaly(), "")))
            .toList());
  }

  private static SummaryBody summary(RaciMatrix matrix, MatrixView view) {
    Map<String, Integer> totals = new TreeMap<>();
    matrix.totals().forEach((letter, count) -> totals.put(String.valueOf(letter.sign()), count));
    return new SummaryBody(
        matrix.id(),
        matrix.name(),
        matrix.version(),
        matrix.source(),
        view.sentence(),
        matrix.size(),
        totals,
        view.count(Severity.ERROR),
        view.count(Severity.WARNING),
        view.count(Severity.NOTE));
  }

  private static ColumnBody column(RaciMatrix.Column column) {
    return new ColumnBody(
        column.header(),
        column.personas().stream()
            .map(fit -> new PersonaBody(fit.persona().value(), fit.byBestFit()))
            .toList());
  }

  private static String word(Capability capability) {
    return capability.name().toLowerCase(Locale.ROOT);
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
