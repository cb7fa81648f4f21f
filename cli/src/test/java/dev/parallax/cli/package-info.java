/// Tests of the command line program against a small server that answers by heart.
@NullMarked
package dev.parallax.cli;

import org.jspecify.annotations.NullMarked;
