package dev.parallax.server.catalog;

import dev.parallax.formats.Problem;
import java.util.List;

/// What became of an application of documents.
///
/// @param revision the catalogue's revision after it; the one before where nothing changed or on a
///   dry run
/// @param results one a document, in the order of the files
/// @param remarks warnings about the documents that were sent
public record Applied(long revision, List<Result> results, List<Problem> remarks) {
  public Applied {
    results = List.copyOf(results);
    remarks = List.copyOf(remarks);
  }

  /// @param version number of its wording
  public record Result(String kind, String name, Outcome outcome, int version) {}

  /// What happened to a document.
  public enum Outcome {
    CREATED,
    CHANGED,
    UNCHANGED
  }
}
