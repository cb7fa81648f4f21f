package dev.parallax.formats.definitions;

import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import java.util.List;
import java.util.Map;

/// What one file says, read by itself: parsed once, and put together with other files as often as
/// wanted.
///
/// @param path how messages name the file
/// @param said its objects; no meaning of an SLO, since that may lie in another file
/// @param problems what is wrong with it by itself
public record Reading(String path, Definitions said, List<Problem> problems) {
  public Reading {
    problems = List.copyOf(problems);
  }

  public static Reading of(SourceFile file, Profile profile) {
    Problems problems = new Problems();
    Definitions said = new DefinitionsReader(profile, problems).read(file);
    return new Reading(file.path(), said, problems.all());
  }

  /// The same without the text of its SLOs: a tenth of the memory, for files that are kept. What is
  /// said of such an SLO later points at its first line.
  public Reading withoutTexts() {
    return new Reading(
        path,
        new Definitions(
            said.openSlo().stream().map(Reading::bare).toList(),
            said.slos(),
            said.entities(),
            said.personas(),
            said.assignments(),
            said.schedules(),
            said.matrices(),
            said.adoptions()),
        problems);
  }

  private static Located<OpenSlo> bare(Located<OpenSlo> located) {
    return located.value() instanceof OpenSlo.Slo
        ? new Located<>(located.value(), new Node.Mapping(Map.of(), located.place()))
        : located;
  }
}
