/// Responsibility matrices on files.
///
/// In: files in any of the forms that matrices are kept in. Out: what the rules find, the matrices
/// as they are understood, and the same in another form or alphabet.
@NullMarked
package dev.parallax.cli.raci;

import org.jspecify.annotations.NullMarked;
