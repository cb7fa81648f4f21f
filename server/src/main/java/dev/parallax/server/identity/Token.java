package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.shell.Caller.TokenScope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A token as its owner sees it: everything but the secret.
///
/// @param lastUsedAt to the minute; nothing before the first time
record Token(
    String id,
    PersonRef person,
    String name,
    Set<TokenScope> scopes,
    Instant madeAt,
    Instant expiresAt,
    @Nullable Instant lastUsedAt) {}
