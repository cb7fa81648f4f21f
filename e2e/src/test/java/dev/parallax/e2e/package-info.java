/// The packaged program as people run it: a process, a folder, a port.
@NullMarked
package dev.parallax.e2e;

import org.jspecify.annotations.NullMarked;
