package dev.parallax.server.catalog;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /// The same at another revision.
  static Checked<Applied> at(Checked<Applied> answer, long revision) {
    return answer instanceof Checked.Ok<Applied>(Applied applied, List<Problem> remarks)
        ? new Checked.Ok<>(new Applied(revision, applied.results(), applied.remarks()), remarks)
        : answer;
  }

  /// @param version number of its wording
  /// @param link the path of the page on which it is agreed to; empty where nobody has to agree
  public record Result(String kind, String name, Outcome outcome, int version, String link) {
    static Result of(DefinitionStore.Key key, DefinitionStore.@Nullable Row before, String text) {
      if (before == null) {
        return new Result(key.kind(), key.name(), Outcome.CREATED, 1, "");
      }
      return before.document().equals(text)
          ? new Result(key.kind(), key.name(), Outcome.UNCHANGED, before.version(), "")
          : new Result(key.kind(), key.name(), Outcome.CHANGED, before.version() + 1, "");
    }

    Result proposed(String page) {
      return new Result(kind, name, Outcome.PROPOSED, version, page);
    }
  }

  /// What happened to a document.
  public enum Outcome {
    CREATED,
    CHANGED,
    UNCHANGED,
    /// It waits to be agreed to; the wording before it stays in force.
    PROPOSED
  }
}
