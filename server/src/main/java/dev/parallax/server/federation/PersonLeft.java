package dev.parallax.server.federation;

import dev.parallax.governance.PersonRef;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// A person can no longer act. Whoever hears of it works in the same transaction: what they do is
/// kept if, and only if, the leaving is.
public record PersonLeft(Handle transaction, PersonRef person, Instant at) {}
