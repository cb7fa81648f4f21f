/// What every slice stands on: start and end of the process, the database, the clock, the layout of
/// pages, and how errors are answered.
///
/// In: settings of the environment. Out: a served page. It knows no slice.
@NullMarked
package dev.parallax.server.shell;

import org.jspecify.annotations.NullMarked;
