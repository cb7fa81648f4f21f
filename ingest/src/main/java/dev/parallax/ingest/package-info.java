/// Bytes to samples to slices.
package dev.parallax.ingest;
