/// Decisions: who asked for what, who is asked, whose turn it is, what was decided; and the first
/// process that ends in one, changing an SLO.
///
/// In: commands of people who sit in a seat, and clocks. Out: decisions, news to those who have a
/// part, and documents that are registered when they were agreed to.
@NullMarked
package dev.parallax.server.decisions;

import org.jspecify.annotations.NullMarked;
