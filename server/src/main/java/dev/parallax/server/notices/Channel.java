package dev.parallax.server.notices;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A way out of the house.
interface Channel {
  /// The ways that there are.
  enum Kind {
    MAIL,
    WEBHOOK,
    SLACK;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What became of one try.
  sealed interface Outcome {
    /// The other side took it.
    record Sent() implements Outcome {}

    /// It may be taken later.
    ///
    /// @param after how long the other side asked to be left alone; null if it did not say
    record Later(@Nullable Duration after, String why) implements Outcome {}

    /// It will never be taken.
    record Never(String why) implements Outcome {}
  }

  Kind kind();

  /// How many messages may be under way at once.
  int atOnce();

  /// Tries once; takes at most about ten seconds.
  Outcome send(Message message);
}
