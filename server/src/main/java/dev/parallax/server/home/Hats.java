package dev.parallax.server.home;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Roster;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Remembers which hat was put on last, in a cookie of its own: a preference for looking, no right
/// to act.
@Singleton
class Hats implements Framing {
  private static final String COOKIE = "hat";
  private static final int YEAR_SECONDS = 31_536_000;

  private final Catalog catalog;

  Hats(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Frame frame(HttpHeaders headers, String statementId, String asOfText) {
    Cookie cookie = headers.getCookies().get(COOKIE);
    String[] worn = cookie == null ? new String[0] : cookie.getValue().split(":", -1);
    return frame(
        worn.length > 0 ? worn[0] : null,
        worn.length > 1 && !worn[1].isEmpty() ? worn[1] : null,
        statementId,
        asOfText);
  }

  /// The frame of a page that is seen with these eyes.
  Frame frame(
      @Nullable String persona, @Nullable String person, String statementId, String asOfText) {
    Roster roster = catalog.registry().roster();
    Persona worn = persona == null ? null : find(roster.personas(), persona);
    List<Frame.Choice> choices =
        roster.personas().distinct().stream()
            .filter(each -> each.origin().kind() != Persona.Kind.EXTENSION)
            .map(
                each ->
                    new Frame.Choice(
                        "/home/" + each.id(),
                        each.name(),
                        each.definedName(),
                        worn != null && worn.id().equals(each.id())))
            .toList();
    return new Frame(statementId, asOfText, hat(roster, worn, person), choices);
  }

  private static Frame.Hat hat(Roster roster, @Nullable Persona worn, @Nullable String person) {
    if (worn == null) {
      return new Frame.Hat(null, "", "", null, "", "?");
    }
    String name = person == null ? "" : nameOf(roster, person);
    return new Frame.Hat(
        worn.id().value(),
        worn.name(),
        worn.definedName(),
        name.isEmpty() ? null : person,
        name,
        initials(name.isEmpty() ? worn.name() : name));
  }

  private static String nameOf(Roster roster, String person) {
    try {
      return roster.directory().nameOf(new PersonRef(person));
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static @Nullable Persona find(Personas personas, String id) {
    try {
      return personas.get(new PersonaId(id)).orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String initials(String name) {
    return Arrays.stream(name.split("[ /-]+"))
        .filter(word -> !word.isEmpty() && Character.isLetter(word.codePointAt(0)))
        .limit(2)
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /// Puts a hat on for the pages to come.
  static NewCookie worn(HomeView home) {
    return new NewCookie.Builder(COOKIE)
        .value(home.persona() + ":" + (home.person() == null ? "" : home.person()))
        .path("/")
        .maxAge(YEAR_SECONDS)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }
}
