/// Words, schedules and channels of notices.
@NullMarked
package dev.parallax.server.notices;

import org.jspecify.annotations.NullMarked;
