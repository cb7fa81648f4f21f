/// Homes: one page a persona, made from the statement, the registry and the roster.
///
/// In: a persona, perhaps a person and a service. Out: one sentence, the figures at the persona's
/// altitude, and its questions: answered from what is measured or registered, or not answered yet,
/// with what is missing. Upstream: everybody. It only reads.
@NullMarked
package dev.parallax.server.home;

import org.jspecify.annotations.NullMarked;
