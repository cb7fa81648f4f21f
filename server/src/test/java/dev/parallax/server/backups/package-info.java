@NullMarked
package dev.parallax.server.backups;

import org.jspecify.annotations.NullMarked;
