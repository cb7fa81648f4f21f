package dev.parallax.server.decisions;

import dev.parallax.server.budgets.SloView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision as it is shown: one shape for the answer and the page.
///
/// @param state `consulting`, `deciding`, `signing-off`, `held`, `returned`, `approved`, `rejected`
///   or `withdrawn`
/// @param sentence how it stands and whose turn it is, in words that can be read aloud
/// @param verbs what the reader may do with it now
public record DecisionView(
    String id,
    String process,
    String activity,
    String service,
    String serviceTitle,
    String subject,
    String state,
    String stateText,
    String sentence,
    PersonBody asked,
    Times times,
    Parts parts,
    List<StepBody> history,
    List<String> verbs) {
  /// @param text in the organisation's zone
  public record TimeBody(Instant at, String text) {}

  /// @param decideBy when it is overdue; moves on with extensions and holds
  public record Times(
      TimeBody opened, TimeBody consultUntil, TimeBody decideBy, boolean overdue, String ageText) {}

  /// Somebody with a part in it.
  ///
  /// @param as what the persona is called
  /// @param right by what right, as a phrase
  /// @param why the way from the matrix to this person, as sentences
  public record PersonBody(String person, String name, String as, String right, List<String> why) {}

  /// @param word `waiting`, `for`, `against`, `neutral`, `waived` or `silent`
  public record AskedBody(PersonBody who, String word, String text, String said) {}

  /// Who has which part.
  ///
  /// @param turn whose turn it is
  /// @param informed who is told what came of it, and nothing before
  public record Parts(
      List<PersonBody> turn,
      List<PersonBody> deciders,
      List<AskedBody> asked,
      List<PersonBody> informed) {}

  /// Something that was done, or happened by itself.
  ///
  /// @param who nothing where it happened by itself
  public record StepBody(
      TimeBody at, @Nullable String who, String as, String text, String why, String evidence) {}

  /// Whether it is neither decided nor withdrawn.
  public boolean isOpen() {
    return !List.of("approved", "rejected", "withdrawn").contains(state);
  }

  /// The colour in which the state is shown.
  public String look() {
    if (times.overdue() && isOpen()) {
      return "bad";
    }
    return switch (state) {
      case "approved" -> "good";
      case "rejected", "held" -> "warn";
      default -> "unk";
    };
  }

  /// Whether the reader may do that.
  public boolean may(String verb) {
    return verbs.contains(verb);
  }

  /// What a decision would change, as it is shown.
  ///
  /// @param statement the statement that the effect is read from
  /// @param registeredAt null as long as it is not
  /// @param stale whether what it would change was changed since
  public record Change(
      String statement,
      List<EffectBody> slos,
      List<DocumentBody> documents,
      @Nullable Instant registeredAt,
      boolean stale) {
    /// An SLO before and after.
    ///
    /// @param lines what differs, in plain words
    /// @param now how it stands
    /// @param then how it would stand, had the new wording been in force all the time; null where
    ///   that cannot be said
    /// @param note why it cannot be said; empty where it can
    public record EffectBody(
        String id,
        String title,
        List<SloDiff.Line> lines,
        @Nullable SloView now,
        @Nullable SloView then,
        String note) {}

    /// A document line by line.
    public record DocumentBody(String kind, String name, List<LineBody> lines) {}

    /// @param mark `+`, `-`, or a space where nothing changes
    public record LineBody(String mark, String text) {}
  }
}
