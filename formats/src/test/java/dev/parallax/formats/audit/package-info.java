@NullMarked
package dev.parallax.formats.audit;

import org.jspecify.annotations.NullMarked;
