package dev.parallax.server.shell;

import jakarta.ws.rs.core.HttpHeaders;

/// Frames a page. The shell names the need; the slice that knows people and hats fills it.
public interface Framing {
  /// The frame of a page that speaks from one statement.
  ///
  /// @param headers of the request: the hat that was put on last comes with them
  Frame frame(HttpHeaders headers, String statementId, String asOfText);

  /// The frame of a page that shows no figure.
  default Frame frame(HttpHeaders headers) {
    return frame(headers, "latest", "");
  }
}
