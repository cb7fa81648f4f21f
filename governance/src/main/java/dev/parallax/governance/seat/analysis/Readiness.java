package dev.parallax.governance.seat.analysis;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.seat.Bench;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.Seating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a service lacks before its matrix can be enforced: somebody who answers for each activity
/// and somebody who can stand in for them, and two people who can do the work.
///
/// @param lacks none where it is ready
public record Readiness(ServiceId service, List<Lack> lacks) {
  private static final int DOERS = 2;

  public Readiness {
    lacks = List.copyOf(lacks);
  }

  /// Something that is missing.
  public enum What {
    /// Nobody answers.
    ANSWER("nobody answers"),
    /// Nobody can stand in for who answers.
    DEPUTY("nobody can stand in for whoever answers"),
    /// Fewer than two can do the work.
    DOERS("fewer than two people can do it");

    private final String words;

    What(String words) {
      this.words = words;
    }

    /// As a clause.
    public String words() {
      return words;
    }
  }

  /// Something that is missing in an activity.
  public record Lack(String activity, What what) {}

  /// Whether nothing is missing.
  public boolean isReady() {
    return lacks.isEmpty();
  }

  /// What a service lacks at an instant.
  public static Readiness of(SeatPlan plan, ServiceId service, Instant at) {
    List<Lack> lacks = new ArrayList<>();
    List<Bench> benches = plan.benches(service, at);
    for (Seating seating : plan.of(service, at)) {
      String activity = seating.seat().activity();
      switch (seating.seat().part()) {
        case ANSWER -> {
          if (!seating.isFilled()) {
            lacks.add(new Lack(activity, What.ANSWER));
          } else if (size(benches, seating) < 2) {
            lacks.add(new Lack(activity, What.DEPUTY));
          }
        }
        case PERFORM -> {
          if (size(benches, seating) < DOERS) {
            lacks.add(new Lack(activity, What.DOERS));
          }
        }
        case DRIVE, SUPPORT, VERIFY, SIGN_OFF, CONSULT, INFORM, OMIT -> {}
      }
    }
    return new Readiness(service, lacks);
  }

  private static int size(List<Bench> benches, Seating seating) {
    return benches.stream()
        .filter(bench -> bench.seat().equals(seating.seat()))
        .mapToInt(bench -> bench.people().size())
        .sum();
  }
}
