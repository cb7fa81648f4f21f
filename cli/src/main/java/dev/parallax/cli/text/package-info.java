/// How answers become lines: JSON trees, aligned tables, colours.
///
/// In: trees and texts. Out: lines on a terminal, safe to show.
@NullMarked
package dev.parallax.cli.text;

import org.jspecify.annotations.NullMarked;
