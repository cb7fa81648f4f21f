package dev.parallax.server.seating;

/// A name that leads somewhere.
record Link(String text, String href) {}
