/// What people type: apply, lint, import, export, and the same figures as the pages show.
///
/// In: files and the answers of one server. Out: text, JSON, SARIF, and an exit code. No figure is
/// computed here: the words of an answer are printed as they came.
@NullMarked
package dev.parallax.cli;

import org.jspecify.annotations.NullMarked;
