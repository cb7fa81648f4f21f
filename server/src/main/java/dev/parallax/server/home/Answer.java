package dev.parallax.server.home;

import dev.parallax.governance.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A question of a persona, and what can be said to it now.
///
/// @param answered whether the answer was computed from the ledger or the registry
/// @param answer the first line; nothing where it is not answered
/// @param details what stands behind it, a line each
/// @param needs what is missing for an answer, in words; none where it is answered
public record Answer(
    String id,
    String question,
    boolean answered,
    @Nullable String answer,
    List<Detail> details,
    List<String> needs) {
  /// A line behind an answer.
  ///
  /// @param href where it opens, or nothing
  public record Detail(String text, @Nullable String href) {}

  static Answer of(Question question, String answer, Details details) {
    return new Answer(question.id(), question.text(), true, answer, details.shown(), List.of());
  }

  static Answer of(Question question, String answer, List<Detail> details) {
    return of(question, answer, Details.of(details, each -> each));
  }

  static Answer open(Question question, List<String> needs) {
    return new Answer(question.id(), question.text(), false, null, List.of(), needs);
  }
}
