package dev.parallax.server.shell;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// What a newcomer sees before anything is registered.
@Path("/")
class FirstPage {
  record first() implements TemplateInstance {}

  @GET
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance show() {
    return new first();
  }
}
