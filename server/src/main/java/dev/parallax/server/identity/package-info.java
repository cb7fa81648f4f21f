/// Who is who: accounts, sessions, one-time links and tokens.
///
/// In: a password, a link, a token, a cookie. Out: the [dev.parallax.server.shell.Caller] of a
/// request. It knows nothing of seats: what a person may do is said downstream.
@NullMarked
package dev.parallax.server.identity;

import org.jspecify.annotations.NullMarked;
