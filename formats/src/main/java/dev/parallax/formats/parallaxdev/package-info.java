/// The kinds of `parallax.dev/v1`: what neither OpenSLO nor Backstage can say about personas and
/// who fills them. Published as JSON Schemas beside the classes.
@org.jspecify.annotations.NullMarked
package dev.parallax.formats.parallaxdev;
