package dev.parallax.server.notices;

import dev.parallax.server.notices.NoticeStore.Stuck;
import dev.parallax.server.notices.NoticeStore.Traffic;
import dev.parallax.server.shell.Counted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What became of the messages that left the house, for those who keep it.
///
/// @param ways each channel that is set up or holds messages
/// @param stuck what did not arrive, what was given up first
record Deliveries(String sentence, List<Way> ways, List<Row> stuck) {
  /// How long back arrivals are counted.
  static final Duration WEEK = Duration.ofDays(7);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

  /// A channel.
  ///
  /// @param name as people call it
  record Way(String name, boolean open, long sent, long waiting, long failed) {}

  /// A message that did not arrive.
  ///
  /// @param what its subject; the kind of message where it has none
  /// @param to the reader, or the channel
  /// @param problem why the last try failed
  /// @param next when it is tried again, or that it is not
  record Row(
      String id, String what, String to, String tries, String problem, String next, boolean over) {}

  static Deliveries of(
      Set<Channel.Kind> open, List<Traffic> traffic, List<Stuck> stuck, ZoneId zone) {
    return new Deliveries(
        sentence(open, traffic, stuck),
        ways(open, traffic),
        stuck.stream().map(each -> row(each, open, zone)).toList());
  }

  private static String sentence(Set<Channel.Kind> open, List<Traffic> traffic, List<Stuck> stuck) {
    long failed = traffic.stream().mapToLong(Traffic::failed).sum();
    long again = stuck.stream().filter(each -> each.due() != null).count();
    if (failed > 0) {
      return "%s not be delivered%s."
          .formatted(
              Counted.sentence(Counted.of(failed, "message could", "messages could")),
              again == 0
                  ? ""
                  : "; " + Counted.of(again, "other is tried", "others are tried") + " again");
    }
    if (again > 0) {
      return "%s not arrived yet and %s tried again."
          .formatted(
              Counted.sentence(Counted.of(again, "message has", "messages have")),
              again == 1 ? "is" : "are");
    }
    if (open.isEmpty()) {
      return "No message leaves Parallax: people read on their homes what they are told.";
    }
    long sent = traffic.stream().mapToLong(Traffic::sent).sum();
    return sent == 0
        ? "Nothing had to be delivered in the last seven days."
        : "Every message arrived: %s in the last seven days.".formatted(Counted.number(sent));
  }

  private static List<Way> ways(Set<Channel.Kind> open, List<Traffic> traffic) {
    Set<Channel.Kind> kinds = new TreeSet<>(open);
    traffic.forEach(each -> kinds.add(each.channel()));
    return kinds.stream()
        .map(
            kind -> {
              Optional<Traffic> here =
                  traffic.stream().filter(each -> each.channel() == kind).findFirst();
              return new Way(
                  name(kind),
                  open.contains(kind),
                  here.map(Traffic::sent).orElse(0L),
                  here.map(Traffic::waiting).orElse(0L),
                  here.map(Traffic::failed).orElse(0L));
            })
        .toList();
  }

  private static Row row(Stuck stuck, Set<Channel.Kind> open, ZoneId zone) {
    Message message = stuck.message();
    Channel.Kind kind = message.channel();
    return new Row(
        message.id().toString(),
        message.subject().isEmpty() ? event(message.key()) : message.subject(),
        message.recipient().isEmpty() ? name(kind) : message.recipient(),
        Counted.of(message.attempts(), "try", "tries"),
        stuck.problem(),
        open.contains(kind) ? next(stuck, zone) : "waits until the channel is set up again",
        stuck.due() == null);
  }

  private static String next(Stuck stuck, ZoneId zone) {
    Instant due = stuck.due();
    Instant ended = stuck.ended();
    return due != null
        ? at(due, zone)
        : ended == null ? "given up" : "given up on " + at(ended, zone);
  }

  private static String at(Instant at, ZoneId zone) {
    return MINUTE.withZone(zone).format(at);
  }

  /// The event of a message to a room: its key behind the channel's word.
  private static String event(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  private static String name(Channel.Kind kind) {
    return switch (kind) {
      case MAIL -> "Mail";
      case WEBHOOK -> "Webhook";
      case SLACK -> "Chat";
    };
  }
}
