package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import java.net.URI;
import java.util.Optional;

/// Has a say in sessions that somebody else vouched for. Filled by slices that know providers;
/// asked at each request of a browser.
public interface SessionGuard {
  /// Whether the session may go on.
  ///
  /// @param hash the name of the session where it is kept
  /// @param cookie what the browser showed; kept nowhere
  boolean holds(String hash, String cookie, PersonRef person);

  /// The session ends because its owner signs out.
  ///
  /// @return where the browser goes next, if it has to go somewhere else
  Optional<URI> leave(String hash, String cookie);
}
