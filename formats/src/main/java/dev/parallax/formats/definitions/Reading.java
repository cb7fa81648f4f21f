package dev.parallax.formats.definitions;

import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import java.util.List;

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
}
