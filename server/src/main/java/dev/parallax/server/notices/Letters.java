package dev.parallax.server.notices;

import dev.parallax.governance.raci.Capability;
import dev.parallax.server.shell.Counted;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The words of messages. Each names first what the reader's part in it is, where something is
/// asked.
final class Letters {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

  private final String address;
  private final ZoneId zone;
  private final boolean sample;

  /// @param address where Parallax is reached, without a slash at the end
  /// @param sample whether the organisation is generated; every message then says so
  Letters(String address, ZoneId zone, boolean sample) {
    this.address = address;
    this.zone = zone;
    this.sample = sample;
  }

  /// A subject line and a text.
  record Letter(String subject, String body) {}

  /// What one person is told at once.
  Letter letter(News news, News.Recipient to, String title) {
    String about = about(news.subject().activity(), title);
    String part = news.asks() ? parts(to.parts()) : "For your information";
    return new Letter(
        line("%s: %s".formatted(part, about)),
        """
        %s: %s.

        %s

        %s%s

        Why you: %s
        %s"""
            .formatted(part, about, news.sentence(), address, news.link(), to.why(), foot()));
  }

  /// What one person is told once a week.
  ///
  /// @param noticed at least one, the oldest first
  Letter digest(List<NoticeStore.Noticed> noticed, Instant until, Map<String, String> titles) {
    String happened = Counted.sentence(Counted.of(noticed.size(), "thing", "things"));
    String lines =
        noticed.stream()
            .map(
                each ->
                    "- %s: %s %s%s"
                        .formatted(
                            about(
                                each.activity(),
                                titles.getOrDefault(each.service(), each.service())),
                            each.sentence(),
                            address,
                            each.link()))
            .collect(Collectors.joining("\n"));
    String day = DAY.format(until.atZone(zone));
    return new Letter(
        line("For your information: %s, until %s".formatted(happened, day)),
        "%s happened until %s that you are informed of. Nothing is asked of you.\n\n%s\n%s"
            .formatted(happened, day, lines, foot()));
  }

  /// What a room is told: everybody who is to do something, in one message.
  ///
  /// @param names what people are called, by login
  String room(News news, String title, Map<String, String> names) {
    Map<Capability, List<String>> people = new EnumMap<>(Capability.class);
    for (News.Recipient to : news.recipients()) {
      String name = names.getOrDefault(to.person().value(), to.person().value());
      to.parts().stream()
          .filter(part -> part != Capability.INFORM && part != Capability.OMIT)
          .forEach(part -> people.computeIfAbsent(part, _ -> new ArrayList<>()).add(name));
    }
    String who =
        people.entrySet().stream()
            .map(each -> "%s: %s.".formatted(role(each.getKey()), Counted.listed(each.getValue())))
            .collect(Collectors.joining(" "));
    return "%s: %s %s"
        .formatted(about(news.subject().activity(), title), news.sentence(), who)
        .strip();
  }

  private static String role(Capability part) {
    return switch (part) {
      case ANSWER -> "Decides (A)";
      case DRIVE -> "Drives";
      case PERFORM -> "Does the work (R)";
      case SUPPORT -> "Helps (S)";
      case VERIFY -> "Verifies (V)";
      case SIGN_OFF -> "Signs off (S)";
      case CONSULT -> "Asked (C)";
      case INFORM -> "Informed (I)";
      case OMIT -> "Left out";
    };
  }

  private static String about(String activity, String title) {
    return title.isEmpty() ? activity : "%s, %s".formatted(activity, title);
  }

  /// The reader's parts: `You are asked (C)`, `You decide (A) and do the work (R)`.
  static String parts(Set<Capability> parts) {
    return Counted.sentence("you " + Counted.listed(parts.stream().map(Letters::part).toList()));
  }

  private static String part(Capability part) {
    return switch (part) {
      case ANSWER -> "decide (A)";
      case DRIVE -> "drive it";
      case PERFORM -> "do the work (R)";
      case SUPPORT -> "help (S)";
      case VERIFY -> "verify (V)";
      case SIGN_OFF -> "sign off (S)";
      case CONSULT -> "are asked (C)";
      case INFORM -> "are informed (I)";
      case OMIT -> "are left out";
    };
  }

  /// The letters of parts, e.g. `A, R`.
  static String letters(List<String> parts) {
    return String.join(
        ", ", parts.stream().map(Capability::valueOf).map(Letters::abbreviated).toList());
  }

  private static String abbreviated(Capability part) {
    return switch (part) {
      case ANSWER -> "A";
      case DRIVE -> "D";
      case PERFORM -> "R";
      case SUPPORT, SIGN_OFF -> "S";
      case VERIFY -> "V";
      case CONSULT -> "C";
      case INFORM -> "I";
      case OMIT -> "–";
    };
  }

  private String foot() {
    return sample ? "\nThis organisation is a sample; nothing of it is measured." : "";
  }

  /// One line, whatever was written into it: a subject with a line break would end the head of a
  /// mail.
  static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
