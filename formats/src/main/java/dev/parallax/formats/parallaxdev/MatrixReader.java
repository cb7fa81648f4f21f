package dev.parallax.formats.parallaxdev;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Node;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.Activity;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the spec of a `ResponsibilityMatrix`. What its letters say is not judged here: a matrix
/// with findings is a matrix.
final class MatrixReader {
  /// The shape of a matrix's id: a name, or two with a slash between them.
  static final Pattern ID =
      Pattern.compile(
          "[a-z0-9]([-._a-z0-9]{0,61}[a-z0-9])?(/[a-z0-9]([-._a-z0-9]{0,61}[a-z0-9])?)?");

  private static final Pattern PERSONA = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9]([-._A-Za-z0-9]{0,30})");
  private static final List<String> ALPHABETS =
      Stream.of(Alphabet.values()).map(Alphabet::title).toList();

  private MatrixReader() {}

  static Optional<MatrixDocument> matrix(String id, Fields spec) {
    int before = spec.problems().errors();
    Optional<String> version = version(spec);
    Optional<String> title = spec.text("title");
    Optional<String> source = spec.text("source");
    Alphabet alphabet = alphabet(spec);
    List<Column> columns = columns(spec);
    List<RaciMatrix.Row> rows = rows(spec, alphabet, spec.list("columns").size());
    ParallaxReader.noOthers(spec);
    if (spec.problems().errors() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new MatrixDocument(
            new RaciMatrix(
                id,
                title.orElse(id),
                version.orElseThrow(),
                source.orElse(""),
                alphabet,
                columns,
                rows)));
  }

  /// A version as text; a bare number is one.
  static Optional<String> version(Fields spec) {
    Optional<String> version = spec.node("version").flatMap(Node::asText);
    if (version.isEmpty() || !VERSION.matcher(version.get()).matches()) {
      spec.missing("version", "the version of the matrix, such as 1 or 2026-11");
      return Optional.empty();
    }
    return version;
  }

  private static Alphabet alphabet(Fields spec) {
    String name = spec.text("alphabet").orElse(Alphabet.RACI.title());
    Optional<Alphabet> alphabet = Alphabet.called(name);
    if (alphabet.isEmpty()) {
      spec.error(
          "alphabet",
          "alphabet: '%s'".formatted(name),
          "one of " + String.join(", ", ALPHABETS),
          Nearest.hint(name.toUpperCase(Locale.ROOT), ALPHABETS, "Leave it out where it is RACI."));
    }
    return alphabet.orElse(Alphabet.RACI);
  }

  private static List<Column> columns(Fields spec) {
    if (!spec.has("columns")) {
      spec.missing("columns", "a list of {header, personas}");
    }
    List<Column> columns = new ArrayList<>();
    Set<String> headers = new HashSet<>();
    List<Node> items = spec.list("columns");
    for (int i = 0; i < items.size(); i++) {
      spec.object("columns[%d]".formatted(i), items.get(i))
          .ifPresent(
              each ->
                  column(each)
                      .filter(column -> once(each, "header", column.header(), headers))
                      .ifPresent(columns::add));
    }
    return columns;
  }

  private static boolean once(Fields fields, String key, String value, Set<String> seen) {
    boolean first = seen.add(value);
    if (!first) {
      fields.error(
          key,
          "%s '%s' a second time".formatted(key, value),
          "each once, since findings and adoptions are placed by it",
          "Rename one of them.");
    }
    return first;
  }

  private static Optional<Column> column(Fields fields) {
    Optional<String> header = fields.required("header", "what stands above the column");
    List<Fit> fits = new ArrayList<>();
    personas(fields, "personas").forEach(id -> fits.add(new Fit(id, false)));
    personas(fields, "bestFit").forEach(id -> fits.add(new Fit(id, true)));
    ParallaxReader.noOthers(fields);
    return header.map(text -> new Column(text, fits));
  }

  private static List<PersonaId> personas(Fields fields, String key) {
    List<PersonaId> ids = new ArrayList<>();
    for (String text : fields.texts(key)) {
      if (PERSONA.matcher(text).matches()) {
        ids.add(new PersonaId(text));
      } else {
        fields.error(
            key,
            "%s: '%s'".formatted(key, text),
            "the id of a persona: 1 to 63 of a-z 0-9 - that start with a letter",
            "Write the id, not the name, e.g. service-owner.");
      }
    }
    return ids;
  }

  private static List<RaciMatrix.Row> rows(Fields spec, Alphabet alphabet, int columns) {
    if (!spec.has("activities")) {
      spec.missing("activities", "a list of {name, cells}");
    }
    List<RaciMatrix.Row> rows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<Node> items = spec.list("activities");
    for (int i = 0; i < items.size(); i++) {
      spec.object("activities[%d]".formatted(i), items.get(i))
          .ifPresent(
              each ->
                  row(each, alphabet, columns)
                      .filter(row -> once(each, "id", row.activity().id(), ids))
                      .ifPresent(rows::add));
    }
    return rows;
  }

  private static Optional<RaciMatrix.Row> row(Fields fields, Alphabet alphabet, int columns) {
    int before = fields.problems().errors();
    Optional<String> id = fields.text("id").filter(text -> !text.isBlank());
    Optional<String> name = fields.required("name", "what is done");
    List<String> inputs = fields.texts("inputs");
    String reason = fields.text("reason").orElse("");
    List<Cell> cells = new ArrayList<>();
    List<Node> items = fields.list("cells");
    for (int i = 0; i < items.size(); i++) {
      cell(fields, "cells[%d]".formatted(i), items.get(i), alphabet).ifPresent(cells::add);
    }
    ParallaxReader.noOthers(fields);
    if (items.size() != columns) {
      fields.error(
          "cells",
          "%d cells".formatted(items.size()),
          "%d, one for each column".formatted(columns),
          "Write \"\" where a column has no part.");
    }
    return fields.problems().errors() > before
        ? Optional.empty()
        : name.map(text -> new RaciMatrix.Row(activity(id, text, inputs), cells, reason));
  }

  private static Activity activity(Optional<String> id, String name, List<String> inputs) {
    return id.isEmpty() && inputs.isEmpty()
        ? Activity.called(name)
        : new Activity(id.orElse(Activity.called(name).id()), name, inputs);
  }

  /// A code, or a code with what it was and why.
  private static Optional<Cell> cell(Fields row, String key, Node item, Alphabet alphabet) {
    return switch (item) {
      case Node.Scalar scalar -> Optional.of(Cell.of(scalar.asText().orElse(""), alphabet));
      case Node.Mapping _ -> row.object(key, item).flatMap(each -> changed(each, alphabet));
      case Node.Sequence _ -> {
        row.refuse(key, item, "a code such as A/R", "Write the letters with a slash between them.");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Cell> changed(Fields fields, Alphabet alphabet) {
    String code = fields.text("code").orElse("");
    String was = fields.text("was").orElse("");
    Optional<String> reason = fields.required("reason", "why the cell differs, in a sentence");
    ParallaxReader.noOthers(fields);
    return reason.map(why -> Cell.of(code, alphabet).changedFrom(was, why));
  }
}
