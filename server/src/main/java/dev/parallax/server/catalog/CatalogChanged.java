package dev.parallax.server.catalog;

/// The registry has a new revision.
public record CatalogChanged(Registry registry) {}
