package dev.parallax.server.catalog;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Place;
import dev.parallax.formats.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  /// Those that the caller may not register.
  List<Result> refused() {
    return results.stream().filter(each -> each.outcome() == Outcome.REFUSED).toList();
  }

  /// Whether the caller may register none of them.
  boolean isAllRefused() {
    return !results.isEmpty() && refused().size() == results.size();
  }

  /// An answer about the rest; where that does not fit together, with what was refused, which may
  /// be what is missing.
  Checked<Applied> beside(Checked<Applied> rest) {
    if (refused().isEmpty()
        || !(rest instanceof Checked.Rejected<Applied>(List<Problem> problems))) {
      return rest;
    }
    Stream<Problem> mine = refused().stream().map(Result::problem);
    return new Checked.Rejected<>(Stream.concat(problems.stream(), mine).toList());
  }

  /// @param version number of its wording; of the one that stays where it was refused
  /// @param link the path of the page on which it is agreed to; empty where nobody has to agree
  /// @param reason why it was refused, in sentences; empty where it was not
  public record Result(
      String kind, String name, Outcome outcome, int version, String link, String reason) {
    private Result(String kind, String name, Outcome outcome, int version) {
      this(kind, name, outcome, version, "", "");
    }

    static Result of(DefinitionStore.Key key, DefinitionStore.@Nullable Row before, String text) {
      if (before == null) {
        return new Result(key.kind(), key.name(), Outcome.CREATED, 1);
      }
      return before.document().equals(text)
          ? new Result(key.kind(), key.name(), Outcome.UNCHANGED, before.version())
          : new Result(key.kind(), key.name(), Outcome.CHANGED, before.version() + 1);
    }

    Result proposed(String page) {
      return new Result(kind, name, Outcome.PROPOSED, version, page, "");
    }

    Problem problem() {
      return new Problem(
          new Place("%s %s".formatted(kind, name), 0),
          Problem.Severity.ERROR,
          "you may not register it",
          "somebody who keeps that, at every service in which it has a say",
          reason);
    }

    /// The same, refused if a reason stands beside its name.
    Result refused(Map<DefinitionStore.Key, String> reasons) {
      String why = reasons.get(new DefinitionStore.Key(kind, name));
      int stays = outcome == Outcome.UNCHANGED ? version : version - 1;
      return why == null ? this : new Result(kind, name, Outcome.REFUSED, stays, "", why);
    }
  }

  /// What happened to a document.
  public enum Outcome {
    CREATED,
    CHANGED,
    UNCHANGED,
    /// It waits to be agreed to; the wording before it stays in force.
    PROPOSED,
    /// The caller may not register it; the wording before it stays in force.
    REFUSED
  }
}
