/// The whole installation as one file, and back.
///
/// In: a keeper's wish, or a file. Out: a stream that holds every table as of one instant, or an
/// installation that stands as it did then. It knows the database's tables and no subject.
@NullMarked
package dev.parallax.server.backups;

import org.jspecify.annotations.NullMarked;
