package dev.parallax.server.federation;

/// The people or groups of the provider have changed, and it is committed.
public record MembersChanged(long revision) {}
