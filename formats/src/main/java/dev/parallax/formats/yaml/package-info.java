/// YAML 1.2 and JSON as trees of which every value knows its file and line, within limits that no
/// hostile document can pass; and the way back to text.
@org.jspecify.annotations.NullMarked
package dev.parallax.formats.yaml;
