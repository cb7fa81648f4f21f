/// The single way in for definitions: files of any of the formats, read and checked together.
@org.jspecify.annotations.NullMarked
package dev.parallax.formats.definitions;
