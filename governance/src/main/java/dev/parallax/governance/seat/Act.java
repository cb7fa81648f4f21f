package dev.parallax.governance.seat;

import dev.parallax.budget.ServiceId;

/// Something that somebody wants to do.
///
/// @param activity its id in the matrix
/// @param service of which service
public record Act(Deed deed, String activity, ServiceId service) {}
