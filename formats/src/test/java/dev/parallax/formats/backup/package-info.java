@NullMarked
package dev.parallax.formats.backup;

import org.jspecify.annotations.NullMarked;
