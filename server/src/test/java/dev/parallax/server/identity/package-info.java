/// Who is who, without a database.
@NullMarked
package dev.parallax.server.identity;

import org.jspecify.annotations.NullMarked;
