package dev.parallax.server.home;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What concerns somebody now, sorted by what they have to do with it. It is of this moment: a
/// statement of the past has none.
///
/// @param decide what they answer for, or agree to beside who does
/// @param perform what they have to do
/// @param answer what they are asked
/// @param awaited what they asked for or work on, and others have the turn
/// @param know what they were told and nothing follows from
/// @param elsewhere what waits for the same person under other hats
public record InboxView(
    List<Item> decide,
    List<Item> perform,
    List<Item> answer,
    List<Item> awaited,
    List<Known> know,
    List<Elsewhere> elsewhere) {
  static final InboxView NONE =
      new InboxView(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /// A decision that waits.
  ///
  /// @param title what is to be decided, with its service
  /// @param whose turn it is; several people are listed
  /// @param as what the persona is called as which they act
  /// @param right by what right, as a phrase
  /// @param due until when, in words; empty where nothing says so
  /// @param age since when it waits, as a duration
  /// @param blocks who cannot go on; empty if nobody
  /// @param sentence how it stands
  /// @param why the way from the matrix to the person, as sentences
  public record Item(
      String decision,
      String activity,
      String subject,
      String service,
      String serviceTitle,
      String title,
      String whose,
      String as,
      String right,
      String due,
      boolean overdue,
      String age,
      String blocks,
      String sentence,
      List<String> why) {}

  /// Something that was told.
  ///
  /// @param title what the service is called; nothing where it concerns the whole organisation
  public record Known(
      String at, String activity, @Nullable String title, String sentence, String link) {}

  /// Another hat under which something waits.
  public record Elsewhere(String persona, String personaName, long waiting) {}

  /// How much waits for an act.
  public int waiting() {
    return decide.size() + perform.size() + answer.size();
  }

  /// Whether there is anything to show.
  public boolean any() {
    return Stream.of(decide, perform, answer, awaited, know, elsewhere).anyMatch(l -> !l.isEmpty());
  }
}
