@NullMarked
package dev.parallax.server.seating;

import org.jspecify.annotations.NullMarked;
