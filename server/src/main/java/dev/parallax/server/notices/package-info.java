/// What people are told: each event to each person once, naming their part in it.
///
/// In: news from the slices above, inside the transaction that makes them true. Out: mail, a
/// webhook, a chat; one digest a week for those who are only informed; what a home shows to know.
@NullMarked
package dev.parallax.server.notices;

import org.jspecify.annotations.NullMarked;
