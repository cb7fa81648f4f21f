package dev.parallax.server.notices;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that happened, and whom it concerns.
///
/// @param event a stable name such as `decision/17/asked`: told once, however often it is reported
/// @param subject what it is about
/// @param sentence what happened, one or more sentences
/// @param asks whether something is asked of those who are told at once; else they are only told
/// @param link the path of its page, beginning with a slash
/// @param recipients each person once
public record News(
    String event,
    Instant at,
    Subject subject,
    String sentence,
    boolean asks,
    String link,
    List<Recipient> recipients) {

  /// What news is about.
  ///
  /// @param activity what the matrix calls it, e.g. `Agree on SLO`
  /// @param service null where it concerns the whole organisation
  public record Subject(String activity, @Nullable ServiceId service) {}

  /// When somebody is told.
  public enum Urgency {
    /// At once, in a message of its own.
    NOW,
    /// In the digest of the week.
    DIGEST
  }

  /// Somebody who is told.
  ///
  /// @param parts in which parts; several if the person sits in several seats
  /// @param why how the person came to these seats, a sentence
  public record Recipient(PersonRef person, Set<Capability> parts, String why, Urgency urgency) {
    public Recipient {
      EnumSet<Capability> sorted = EnumSet.noneOf(Capability.class);
      sorted.addAll(parts);
      if (sorted.isEmpty()) {
        throw new IllegalArgumentException(
            "news for %s without a part: expected at least one, since a message says why it comes. Leave the person out, or name the part."
                .formatted(person));
      }
      parts = Collections.unmodifiableSet(sorted);
    }
  }

  public News {
    if (!link.startsWith("/") || link.startsWith("//")) {
      throw new IllegalArgumentException(
          "link '%s': expected a path here, such as /decisions/17, since messages put the address before it. Give the path alone."
              .formatted(link));
    }
    recipients = List.copyOf(recipients);
    long people = recipients.stream().map(Recipient::person).distinct().count();
    if (people < recipients.size()) {
      throw new IllegalArgumentException(
          "news '%s' names somebody twice: expected each person once with all parts, so that nobody is told twice. Put the parts together."
              .formatted(event));
    }
  }
}
