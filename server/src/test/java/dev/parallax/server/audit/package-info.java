/// The audit by itself, without a database.
@NullMarked
package dev.parallax.server.audit;

import org.jspecify.annotations.NullMarked;
