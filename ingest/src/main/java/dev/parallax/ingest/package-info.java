/// Bytes to samples to slices.
@org.jspecify.annotations.NullMarked
package dev.parallax.ingest;
