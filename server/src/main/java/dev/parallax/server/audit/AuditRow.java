package dev.parallax.server.audit;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An event of the audit for people.
///
/// @param who as people say it
/// @param person the login, where it was a person
/// @param what what it was done to; what was asked for, where it was done to nothing
/// @param subjects the first of many things that it was done to; none where there were few
/// @param mark the class of its outcome's colour
record AuditRow(
    long sequence,
    String at,
    String utc,
    String who,
    @Nullable String person,
    String what,
    List<String> subjects,
    AuditEvent event,
    String mark) {
  private static final int MANY = 5;
  private static final int FIRST = 3;
  private static final String PERSON = "person:";
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH);

  static AuditRow of(Audit.Listed listed, ZoneId zone) {
    AuditEvent event = listed.event();
    List<String> subjects = List.of(event.subject().split(", "));
    return new AuditRow(
        listed.sequence(),
        SECOND.withZone(zone).format(event.at()),
        event.at().toString(),
        who(event.who()),
        event.who().startsWith(PERSON) ? event.who().substring(PERSON.length()) : null,
        event.subject().isEmpty() ? event.detail() : event.subject(),
        subjects.size() < MANY ? List.of() : subjects.subList(0, FIRST),
        event,
        mark(event.outcome()));
  }

  /// How many of its things are not among the first.
  public int more() {
    return event.subject().split(", ").length - FIRST;
  }

  /// The activity and the deed, as words.
  public String activity() {
    return event.what().replace('-', ' ').replace("/", ": ");
  }

  private static String who(String who) {
    return switch (who) {
      case "anonymous" -> "not signed in";
      case AuditEvent.SELF -> "Parallax itself";
      default -> who.replaceFirst("^machine:", "token ");
    };
  }

  private static String mark(AuditEvent.Outcome outcome) {
    return switch (outcome) {
      case DONE -> "good";
      case REFUSED -> "bad";
      case FAILED -> "warn";
    };
  }
}
