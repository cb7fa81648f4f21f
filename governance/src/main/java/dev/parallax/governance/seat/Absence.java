package dev.parallax.governance.seat;

import dev.parallax.governance.PersonRef;

/// Somebody cannot be reached for a while: leave, travel, illness.
///
/// @param id of its own
/// @param note what others should know; may be empty
public record Absence(String id, PersonRef person, Span span, String note) {}
