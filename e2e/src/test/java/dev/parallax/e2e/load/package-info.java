/// Large organisations and steady callers, for measuring: each is a program of one file.
@NullMarked
package dev.parallax.e2e.load;

import org.jspecify.annotations.NullMarked;
