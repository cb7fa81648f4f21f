package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody who may sign in with a password.
///
/// @param person the login by which the directory knows them, whether it lists them or not
/// @param keeper whether they keep this installation
/// @param hasPassword whether they have set one; before that only a link lets them in
/// @param endedAt when they were cut off; nothing while they may sign in
/// @param madeBy who invited them
public record Account(
    PersonRef person,
    String name,
    boolean keeper,
    boolean hasPassword,
    @Nullable Instant endedAt,
    Instant madeAt,
    String madeBy) {
  /// Whether they may sign in.
  public boolean isOpen() {
    return endedAt == null;
  }
}
