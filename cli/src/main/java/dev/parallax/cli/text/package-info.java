/// How answers and failures become lines: JSON trees, aligned tables, colours, exit codes.
///
/// In: trees and texts. Out: lines on a terminal, safe to show.
@NullMarked
package dev.parallax.cli.text;

import org.jspecify.annotations.NullMarked;
