package dev.parallax.governance.decision;

import dev.parallax.governance.decision.Decision.Consulting;
import dev.parallax.governance.decision.Decision.Decided;
import dev.parallax.governance.decision.Decision.Deciding;
import dev.parallax.governance.decision.Decision.Held;
import dev.parallax.governance.decision.Decision.Returned;
import dev.parallax.governance.decision.Decision.SigningOff;
import dev.parallax.governance.decision.Decision.Withdrawn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Who hears of a decision that is late, and after how many workdays.
///
/// @param days workdays after the deadline, for each rung; rungs that are not named are left out
public record Ladder(Map<Rung, Integer> days) {
  /// Who is turned to. Source: "remind A, notify the deputy, escalate to A's manager, escalate to
  /// the executive", the order in which a late answer of ADR-00006's A is followed up here.
  public enum Rung {
    /// The one who decides.
    ACCOUNTABLE,
    /// Who stands in; may decide from then on.
    DEPUTY,
    /// The manager of the one who decides.
    MANAGER,
    /// The service owner.
    SERVICE_OWNER,
    /// The executive.
    EXECUTIVE
  }

  /// Something that happens once, at an instant, unless a move comes before it.
  ///
  /// @param id the same for the same occasion of the same decision, whenever it is asked
  public record Clock(String id, Cause cause, Instant due) {}

  /// Why a clock runs.
  public sealed interface Cause {
    /// Those who are asked have answered or are no longer waited for.
    record WindowEnds() implements Cause {}

    /// It goes on.
    record HoldEnds() implements Cause {}

    /// It is late.
    record Late(Rung rung) implements Cause {}
  }

  public Ladder {
    days = new EnumMap<>(days);
  }

  /// The one who decides when it is due; a deputy, the manager, the service owner and the executive
  /// one, two, three and five workdays later.
  public static Ladder usual() {
    return new Ladder(
        Map.of(
            Rung.ACCOUNTABLE, 0,
            Rung.DEPUTY, 1,
            Rung.MANAGER, 2,
            Rung.SERVICE_OWNER, 3,
            Rung.EXECUTIVE, 5));
  }

  @Override
  public Map<Rung, Integer> days() {
    return Map.copyOf(days);
  }

  /// Every clock that runs for a decision as it stands, by time. A decision that is over has none;
  /// a held one has the end of its hold alone.
  public List<Clock> clocks(Decision decision, BusinessCalendar calendar) {
    return switch (decision) {
      case Consulting consulting -> {
        List<Clock> clocks = new ArrayList<>();
        Dossier dossier = consulting.dossier();
        clocks.add(
            new Clock(
                "%d/window".formatted(dossier.round()),
                new Cause.WindowEnds(),
                dossier.terms().consultUntil()));
        clocks.addAll(late(dossier, calendar));
        yield List.copyOf(clocks);
      }
      case Deciding deciding -> late(deciding.dossier(), calendar);
      case SigningOff signing -> late(signing.dossier(), calendar);
      case Held held -> holdEnds(held);
      case Returned _, Decided _, Withdrawn _ -> List.of();
    };
  }

  /// The rungs that have been reached at an instant.
  public List<Rung> reached(Decision decision, BusinessCalendar calendar, Instant at) {
    return clocks(decision, calendar).stream()
        .filter(clock -> !clock.due().isAfter(at))
        .flatMap(
            clock ->
                clock.cause() instanceof Cause.Late(Rung rung) ? Stream.of(rung) : Stream.empty())
        .toList();
  }

  private List<Clock> late(Dossier dossier, BusinessCalendar calendar) {
    List<Clock> clocks = new ArrayList<>();
    Instant due = dossier.terms().decideBy();
    days.forEach(
        (rung, after) ->
            clocks.add(
                new Clock(
                    "%d.%d/%s".formatted(dossier.round(), dossier.extensions(), name(rung)),
                    new Cause.Late(rung),
                    after == 0 ? due : calendar.plusDays(due, after))));
    return List.copyOf(clocks);
  }

  private static List<Clock> holdEnds(Held held) {
    Instant until = held.hold().until();
    return until == null
        ? List.of()
        : List.of(
            new Clock(
                "hold/%d".formatted(held.dossier().moves().indexOf(held.hold())),
                new Cause.HoldEnds(),
                until));
  }

  private static String name(Rung rung) {
    return rung.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
