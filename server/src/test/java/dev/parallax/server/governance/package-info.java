/// What the pages of services and people say.
@NullMarked
package dev.parallax.server.governance;

import org.jspecify.annotations.NullMarked;
