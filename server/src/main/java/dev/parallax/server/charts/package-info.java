/// Pictures of budgets, made on the server as SVG: they print, they mail, and they need no script.
///
/// In: what a statement says, as shares to draw and texts to show. Out: a picture, the sentence
/// that says the same, and the table behind it. It knows no slice and computes no figure.
@NullMarked
package dev.parallax.server.charts;

import org.jspecify.annotations.NullMarked;
