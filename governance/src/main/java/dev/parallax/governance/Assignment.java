package dev.parallax.governance;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One line of the register of responsibility: this holder fills this persona, so far, for so long.
///
/// @param persona what is filled
/// @param holder who fills it
/// @param scope for which services
/// @param validity when
/// @param rank in which line the holder stands
/// @param attestedAt when somebody last said that it is still true; null if nobody ever did
/// @param source where it was written down, e.g. `people/shop.yaml:12`; for the reader only
public record Assignment(
    PersonaId persona,
    Holder holder,
    Scope scope,
    Validity validity,
    Rank rank,
    @Nullable Instant attestedAt,
    String source)
    implements Comparable<Assignment> {
  private static final Comparator<Assignment> CANONICAL =
      Comparator.comparing(Assignment::persona)
          .thenComparing(Assignment::scope)
          .thenComparing(Assignment::holder)
          .thenComparing(Assignment::validity)
          .thenComparing(Assignment::rank)
          .thenComparing(Assignment::lastAttested)
          .thenComparing(Assignment::source);

  /// In which line a holder stands. Where one person must answer and several hold the persona, the
  /// primary does.
  public enum Rank {
    /// Answers where only one of several can.
    PRIMARY,
    /// One of those who hold it, before no other.
    PEER,
    /// Second in line: holds nothing until those in the first line cannot.
    DEPUTY
  }

  /// An assignment in the first line, before no other, that nobody attested.
  public Assignment(
      PersonaId persona, Holder holder, Scope scope, Validity validity, String source) {
    this(persona, holder, scope, validity, Rank.PEER, null, source);
  }

  /// The same in another line.
  public Assignment as(Rank other) {
    return new Assignment(persona, holder, scope, validity, other, attestedAt, source);
  }

  /// The same, said again to be true.
  public Assignment attested(Instant at) {
    return new Assignment(persona, holder, scope, validity, rank, at, source);
  }

  private Instant lastAttested() {
    return attestedAt == null ? Instant.MIN : attestedAt;
  }

  /// A span of time, half open: `from` belongs to it, `until` does not, so that one may end where
  /// the next begins.
  ///
  /// @param from the first instant; null means since always
  /// @param until the first instant after it; null means until further notice
  public record Validity(@Nullable Instant from, @Nullable Instant until)
      implements Comparable<Validity> {
    /// Without beginning or end.
    public static final Validity ALWAYS = new Validity(null, null);

    private static final Comparator<Validity> BY_TIME =
        Comparator.comparing(Validity::start).thenComparing(Validity::end);

    public Validity {
      if (from != null && until != null && !from.isBefore(until)) {
        throw new Flaw(
                "validity %s to %s".formatted(from, until),
                "an end after the beginning (the end itself no longer belongs to it)",
                "Swap the two, or leave the end out.")
            .asException();
      }
    }

    /// From an instant on, until further notice.
    public static Validity from(Instant from) {
      return new Validity(from, null);
    }

    /// Whether the instant lies in the span.
    public boolean covers(Instant at) {
      return !start().isAfter(at) && end().isAfter(at);
    }

    /// Whether the span has ended by then.
    public boolean isOver(Instant at) {
      return !end().isAfter(at);
    }

    /// Whether some instant lies in both.
    public boolean overlaps(Validity other) {
      return start().isBefore(other.end()) && other.start().isBefore(end());
    }

    Instant start() {
      return from == null ? Instant.MIN : from;
    }

    Instant end() {
      return until == null ? Instant.MAX : until;
    }

    @Override
    public int compareTo(Validity other) {
      return BY_TIME.compare(this, other);
    }

    @Override
    public String toString() {
      if (from == null) {
        return until == null ? "always" : "until " + until;
      }
      return until == null ? "since " + from : from + " to " + until;
    }
  }

  /// The order in which assignments are looked at and shown: persona, nearest scope, holder, time.
  @Override
  public int compareTo(Assignment other) {
    return CANONICAL.compare(this, other);
  }
}
