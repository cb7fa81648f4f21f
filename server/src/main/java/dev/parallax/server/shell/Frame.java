package dev.parallax.server.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands around every page: whose eyes it is seen with, and which statement it speaks from.
///
/// @param statementId the one statement of this page
/// @param asOfText its instant, in words
public record Frame(String statementId, String asOfText, Hat hat, List<Choice> choices) {
  /// The persona that the page is seen as.
  ///
  /// @param persona its id, or nothing before one is chosen
  /// @param personaName what the organisation calls it
  /// @param definedName what it was defined as, to be shown on hover
  /// @param person the id of the person whose services are meant, or nothing for everybody's
  /// @param initials of the person, or of the persona
  public record Hat(
      @Nullable String persona,
      String personaName,
      String definedName,
      @Nullable String person,
      String personName,
      String initials) {}

  /// Another hat to put on.
  ///
  /// @param current whether it is the one that is worn
  public record Choice(String href, String name, String definedName, boolean current) {}
}
