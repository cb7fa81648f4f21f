package dev.parallax.server.shell;

import org.jspecify.annotations.Nullable;

/// Says which person may do what. The shell names the need; the slice that knows seats fills it.
///
/// The gate asks it for people alone, and only when what they came in with (a session, a token) is
/// good for such a deed at all.
public interface Gatekeeper {
  /// Rules on one call.
  ///
  /// @param demand to view, comment, perform or decide; to submit and to provision is to perform
  Ruling rule(Caller.Member member, Demand demand);

  /// What a call wants.
  ///
  /// @param object the id of what it is about; nothing where it is about no single thing
  record Demand(String activity, Demands.Deed deed, Demands.Of of, @Nullable String object) {}

  /// Yes, or no with the reason.
  sealed interface Ruling {
    /// They may.
    ///
    /// @param actingAs the persona whose seat allows it; empty where none is needed
    /// @param onBehalfOf the person whose seat it is, where it is another's; empty otherwise
    /// @param reason why they may, in a few words
    record Allowed(String actingAs, String onBehalfOf, String reason) implements Ruling {}

    /// They may not.
    ///
    /// @param reason who may instead and what to do, in sentences
    record Denied(String reason) implements Ruling {}

    /// They may not even know that it exists.
    record Hidden() implements Ruling {}
  }
}
