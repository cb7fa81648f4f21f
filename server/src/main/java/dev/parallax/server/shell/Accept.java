package dev.parallax.server.shell;

import org.jspecify.annotations.Nullable;

/// Who is asking: a browser names HTML, programs do not.
final class Accept {
  private Accept() {}

  static boolean prefersHtml(@Nullable String accept) {
    return accept != null && accept.contains("text/html");
  }
}
