/// Documents that people keep in their repositories, read with the place of every value, and
/// written back.
@org.jspecify.annotations.NullMarked
package dev.parallax.formats;
