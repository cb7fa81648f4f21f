/// Responsibility matrices as people keep them: tables in Markdown, and CSV.
///
/// In: a file and the personas. Out: the matrices that stand in it, each header mapped to personas
/// or said to be unknown; or the reason why it holds none. Out again: Markdown.
@NullMarked
package dev.parallax.formats.raci;

import org.jspecify.annotations.NullMarked;
