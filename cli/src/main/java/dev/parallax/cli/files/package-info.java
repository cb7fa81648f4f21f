/// What people keep in files: definitions, histories of states, and what is to be said about them.
///
/// In: names of files and folders. Out: their contents, findings with file and line, SARIF.
@NullMarked
package dev.parallax.cli.files;

import org.jspecify.annotations.NullMarked;
