package dev.parallax.server.identity;

import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.util.List;

/// Counts the tries to get in and writes down those that were wrong. Once somebody has to wait,
/// that is written down once, not each time that they try nevertheless.
@Singleton
final class Tries {
  private final Throttle throttle;
  private final Audit audit;
  private final Calling calling;

  Tries(Throttle throttle, Audit audit, Calling calling) {
    this.throttle = throttle;
    this.audit = audit;
    this.calling = calling;
  }

  /// A try begins.
  ///
  /// @throws Refused if there were too many
  void begin(List<String> keys) {
    try {
      throttle.tries(keys);
    } catch (Refused tooOften) {
      calling.recorded();
      throw tooOften;
    }
  }

  void wasRight(List<String> keys) {
    throttle.wasRight(keys);
  }

  /// A try was wrong.
  ///
  /// @param what was tried; never what was typed, which may be a password in the wrong place
  /// @return the refusal, to be thrown
  Refused wrong(String what, Refused refusal) {
    audit.record(audit.event(what, AuditEvent.Outcome.REFUSED, refusal.getMessage(), ""));
    return refusal;
  }
}
