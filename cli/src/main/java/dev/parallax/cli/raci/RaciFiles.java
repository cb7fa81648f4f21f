package dev.parallax.cli.raci;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Place;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.definitions.KnownNames;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.raci.Headers;
import dev.parallax.formats.raci.Lines;
import dev.parallax.formats.raci.RaciReader;
import dev.parallax.formats.raci.RaciReader.Placed;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.Persona;
import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Drift;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.Waiver;
import dev.parallax.governance.raci.Waiver.Judged;
import dev.parallax.governance.raci.lint.AdoptionLint;
import dev.parallax.governance.raci.lint.RaciLint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The responsibility matrices of some files, whatever they are written in: Markdown, CSV, or
/// documents of Parallax in YAML or JSON; and the adoptions among the documents.
///
/// @param problems why files were refused, and remarks about those that were read
public record RaciFiles(List<Entry> entries, List<Problem> problems) {
  /// The endings of the files that are looked for below a folder.
  public static final List<String> ENDINGS =
      List.of(".md", ".markdown", ".csv", ".yaml", ".yml", ".json");

  private static final List<String> DOCUMENTS = List.of(".yaml", ".yml", ".json");

  /// A matrix that stands in a file, or the adoption of one.
  ///
  /// @param drift null where it is a matrix
  public record Entry(RaciMatrix matrix, Lines lines, @Nullable Drift drift) {
    /// Where it starts.
    public Place place() {
      return lines.start();
    }

    /// What the rules say of it, those that are waived at the end.
    public List<Judged> findings(Instant at) {
      Set<String> all =
          matrix.rows().stream().map(row -> row.activity().id()).collect(Collectors.toSet());
      Stream<Finding> own = RaciLint.check(matrix, Personas.builtIn(), all).stream();
      if (drift == null) {
        return Waiver.judged(own.toList(), List.of(), at);
      }
      List<Finding> both =
          Stream.concat(own, AdoptionLint.check(drift).stream())
              .sorted(RaciLint.WORST_FIRST)
              .toList();
      return Waiver.judged(both, drift.adoption().waivers(), at);
    }
  }

  public RaciFiles {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /// Reads all of them; a file that is refused says why and keeps out no other.
  public static RaciFiles read(List<SourceFile> files) {
    List<Entry> entries = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (SourceFile file : files) {
      switch (isDocument(file.path()) ? documents(file) : tables(file)) {
        case Checked.Ok<List<Entry>>(List<Entry> found, List<Problem> remarks) -> {
          entries.addAll(found);
          problems.addAll(remarks);
        }
        case Checked.Rejected<List<Entry>>(List<Problem> refused) -> problems.addAll(refused);
      }
    }
    return new RaciFiles(entries, problems);
  }

  private static boolean isDocument(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return DOCUMENTS.stream().anyMatch(lower::endsWith);
  }

  private static Checked<List<Entry>> tables(SourceFile file) {
    return switch (RaciReader.placed(file, Personas.builtIn())) {
      case Checked.Ok<List<Placed>>(List<Placed> read, List<Problem> remarks) ->
          new Checked.Ok<>(
              read.stream().map(each -> new Entry(each.matrix(), each.lines(), null)).toList(),
              remarks);
      case Checked.Rejected<List<Placed>>(List<Problem> problems) ->
          new Checked.Rejected<>(problems);
    };
  }

  private static Checked<List<Entry>> documents(SourceFile file) {
    KnownNames known = KnownNames.personasOnly(personas());
    return switch (Definitions.read(List.of(file), Profile.LENIENT, known)) {
      case Checked.Ok<Definitions>(Definitions read, List<Problem> remarks) ->
          read.matrices().isEmpty() && read.adoptions().isEmpty()
              ? new Checked.Rejected<>(List.of(none(file)))
              : new Checked.Ok<>(entries(read), remarks);
      case Checked.Rejected<Definitions>(List<Problem> problems) ->
          new Checked.Rejected<>(problems);
    };
  }

  private static Problem none(SourceFile file) {
    return new Problem(
        file.place(),
        Problem.Severity.ERROR,
        "no matrix",
        "a document of kind ResponsibilityMatrix or MatrixAdoption",
        "Leave the file out, or write the matrix as such a document.");
  }

  private static Set<String> personas() {
    return Personas.builtIn().all().stream()
        .map(Persona::id)
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  private static List<Entry> entries(Definitions read) {
    List<Entry> entries = new ArrayList<>();
    List<RaciMatrix> mapped = new ArrayList<>();
    for (Located<MatrixDocument> each : read.matrices()) {
      RaciMatrix matrix = Headers.mapped(each.value().matrix(), Personas.builtIn());
      mapped.add(matrix);
      entries.add(new Entry(matrix, Lines.ofMatrix(each), null));
    }
    List<Adoption> adoptions =
        read.adoptions().stream().map(each -> each.value().adoption()).toList();
    Matrices matrices = new Matrices(mapped, adoptions, _ -> List.of());
    for (Located<AdoptionDocument> each : read.adoptions()) {
      Adoption adoption = each.value().adoption();
      entries.add(
          new Entry(matrices.adopted(adoption), Lines.ofAdoption(each), matrices.drift(adoption)));
    }
    return entries;
  }
}
