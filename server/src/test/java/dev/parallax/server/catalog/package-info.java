/// What the pages of the catalogue say.
@NullMarked
package dev.parallax.server.catalog;

import org.jspecify.annotations.NullMarked;
