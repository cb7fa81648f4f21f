/// Backstage's catalogue entities: services, what they belong to, and the people around them.
///
/// Source: Backstage's descriptor format, `backstage.io/v1alpha1` and `v1beta1`.
@org.jspecify.annotations.NullMarked
package dev.parallax.formats.backstage;
