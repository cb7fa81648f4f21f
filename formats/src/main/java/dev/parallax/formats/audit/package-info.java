/// The audit as a text that can be taken away and checked elsewhere: events chained by their hashes
/// and a signed head.
///
/// In: the fields of events, or the lines of a file. Out: lines, or whether a file is whole.
@NullMarked
package dev.parallax.formats.audit;

import org.jspecify.annotations.NullMarked;
