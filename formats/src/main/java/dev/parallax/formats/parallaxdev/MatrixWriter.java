package dev.parallax.formats.parallaxdev;

import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.yaml.Value;
import dev.parallax.formats.yaml.YamlWriter;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Adoption.Deviation;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Change;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.Waiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes matrices and adoptions as documents that read back equal.
public final class MatrixWriter {
  private MatrixWriter() {}

  /// A matrix as a `ResponsibilityMatrix`.
  public static String yaml(RaciMatrix matrix) {
    Spec spec = new Spec();
    spec.text("version", matrix.version());
    spec.text("title", matrix.name());
    spec.unlessEmpty("source", matrix.source());
    spec.text("alphabet", matrix.alphabet().title());
    spec.list("columns", matrix.columns().stream().map(MatrixWriter::column).toList());
    spec.list("activities", matrix.rows().stream().map(MatrixWriter::row).toList());
    return document("ResponsibilityMatrix", matrix.id(), spec);
  }

  /// An adoption as a `MatrixAdoption`.
  public static String yaml(AdoptionDocument document) {
    Adoption adoption = document.adoption();
    Spec spec = new Spec();
    spec.text("scope", ScopeRef.of(adoption.scope()).toString());
    spec.text("matrix", adoption.template().id());
    spec.text("version", adoption.template().version());
    if (!adoption.modes().isEmpty()) {
      Spec modes = new Spec();
      adoption.modes().forEach((activity, mode) -> modes.text(activity, mode.word()));
      spec.put("modes", modes.value());
    }
    spec.list("deviations", adoption.deviations().stream().map(MatrixWriter::deviation).toList());
    spec.list("waivers", adoption.waivers().stream().map(MatrixWriter::waiver).toList());
    return document("MatrixAdoption", document.name(), spec);
  }

  private static String document(String kind, String name, Spec spec) {
    Spec metadata = new Spec();
    metadata.text("name", name);
    Spec document = new Spec();
    document.text("apiVersion", ParallaxDocument.API_VERSION);
    document.text("kind", kind);
    document.put("metadata", metadata.value());
    document.put("spec", spec.value());
    return YamlWriter.write(List.of(document.value()));
  }

  private static Value column(Column column) {
    Spec spec = new Spec();
    spec.text("header", column.header());
    spec.list("personas", fits(column, false));
    spec.list("bestFit", fits(column, true));
    return spec.value();
  }

  private static List<Value> fits(Column column, boolean byBestFit) {
    return column.personas().stream()
        .filter(fit -> fit.byBestFit() == byBestFit)
        .map(Fit::persona)
        .map(id -> Value.text(id.value()))
        .toList();
  }

  private static Value row(RaciMatrix.Row row) {
    Spec spec = new Spec();
    spec.text("id", row.activity().id());
    spec.text("name", row.activity().name());
    spec.list("inputs", row.activity().inputs().stream().map(Value::text).toList());
    spec.unlessEmpty("reason", row.reason());
    spec.list("cells", row.cells().stream().map(MatrixWriter::cell).toList());
    return spec.value();
  }

  private static Value cell(Cell cell) {
    Change change = cell.change();
    if (change == null) {
      return Value.text(cell.code());
    }
    Spec spec = new Spec();
    spec.text("code", cell.code());
    spec.unlessEmpty("was", change.was());
    spec.text("reason", change.reason());
    return spec.value();
  }

  private static Value deviation(Deviation deviation) {
    Spec spec = new Spec();
    spec.text("activity", deviation.activity());
    spec.text("column", deviation.column());
    spec.text("code", deviation.code());
    spec.text("reason", deviation.reason());
    spec.unlessEmpty("approvedBy", deviation.approvedBy());
    return spec.value();
  }

  private static Value waiver(Waiver waiver) {
    Spec spec = new Spec();
    spec.text("rule", waiver.rule());
    spec.unlessEmpty("service", waiver.place().service());
    spec.unlessEmpty("activity", waiver.place().activity());
    spec.unlessEmpty("column", waiver.place().column());
    spec.text("owner", waiver.owner());
    spec.text("reason", waiver.reason());
    spec.text("until", waiver.until().toString());
    return spec.value();
  }

  /// Puts keys in order; leaves out what is empty.
  private static final class Spec {
    private final Value.Mapping.Builder builder = new Value.Mapping.Builder();

    void put(String key, Value value) {
      builder.put(key, value);
    }

    void text(String key, String text) {
      builder.put(key, Value.text(text));
    }

    void unlessEmpty(String key, @Nullable String text) {
      if (text != null && !text.isEmpty()) {
        text(key, text);
      }
    }

    void list(String key, Collection<Value> items) {
      if (!items.isEmpty()) {
        builder.put(key, new Value.Sequence(new ArrayList<>(items)));
      }
    }

    Value value() {
      return builder.build();
    }
  }
}
