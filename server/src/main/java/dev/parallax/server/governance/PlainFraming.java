package dev.parallax.server.governance;

import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/// Frames pages where nobody has put on a hat. The homes bring the real one.
@DefaultBean
@Singleton
class PlainFraming implements Framing {
  @Override
  public Frame frame(HttpHeaders headers, String statementId, String asOfText) {
    return new Frame(statementId, asOfText, new Frame.Hat(null, "", "", null, "", "–"), List.of());
  }
}
