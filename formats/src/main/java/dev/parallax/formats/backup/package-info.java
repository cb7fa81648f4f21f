/// A whole installation as one file: tables as PostgreSQL's binary COPY, in parts that are chained
/// by their hashes and end in a seal.
///
/// In: rows as bytes, or a file. Out: a file, or its rows, or why it is refused.
@NullMarked
package dev.parallax.formats.backup;

import org.jspecify.annotations.NullMarked;
