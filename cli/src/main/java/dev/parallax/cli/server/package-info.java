/// The one server that a command talks to.
///
/// In: requests, and the token of whoever asks. Out: answers, or why there is none.
@NullMarked
package dev.parallax.cli.server;

import org.jspecify.annotations.NullMarked;
