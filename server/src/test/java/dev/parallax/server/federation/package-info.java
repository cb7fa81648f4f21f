/// People of a provider, without a database.
@NullMarked
package dev.parallax.server.federation;

import org.jspecify.annotations.NullMarked;
