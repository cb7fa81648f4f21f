package dev.parallax.governance.seat;

import dev.parallax.governance.raci.Capability;
import java.util.List;

/// What somebody does about an activity, and the parts that allow it.
public enum Deed {
  /// Look.
  VIEW("look at"),
  /// Say what one thinks.
  COMMENT("comment on"),
  /// Do the work, or change what it is about.
  PERFORM("work on"),
  /// Decide.
  DECIDE("decide on");

  private static final List<Capability> SPEAKS =
      List.of(
          Capability.ANSWER,
          Capability.SIGN_OFF,
          Capability.DRIVE,
          Capability.PERFORM,
          Capability.VERIFY,
          Capability.SUPPORT,
          Capability.CONSULT);
  private static final List<Capability> WORKS =
      List.of(Capability.DRIVE, Capability.PERFORM, Capability.SUPPORT, Capability.ANSWER);

  private final String verb;

  Deed(String verb) {
    this.verb = verb;
  }

  /// What one does, before the name of the activity: "decide on".
  public String verb() {
    return verb;
  }

  /// The parts that allow it, the first one first; none where no part is needed.
  public List<Capability> grantedBy() {
    return switch (this) {
      case VIEW -> List.of();
      case COMMENT -> SPEAKS;
      case PERFORM -> WORKS;
      case DECIDE -> List.of(Capability.ANSWER);
    };
  }
}
