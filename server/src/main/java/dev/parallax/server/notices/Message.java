package dev.parallax.server.notices;

import java.time.Instant;
import java.util.UUID;

/// Words on their way to one place.
///
/// @param id the same at each try, so that a receiver can tell a repetition
/// @param key what it is, once: a second message of one key is never made
/// @param recipient a mail address; empty for a channel with one receiver
/// @param subject a line; empty where the channel has none
/// @param attempts how often it was tried, this time included
record Message(
    UUID id,
    String key,
    Channel.Kind channel,
    String recipient,
    String subject,
    String body,
    Instant createdAt,
    int attempts) {}
