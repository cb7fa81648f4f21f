package dev.parallax.server.seating;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives the caller's own id of a request back, as AuthZEN's Authorization API 1.0 wants it:
/// whatever the answer is.
class RequestIds {
  private static final String REQUEST_ID = "X-Request-ID";

  @ServerResponseFilter
  public void echo(ContainerRequestContext request, ContainerResponseContext response) {
    String id = request.getHeaderString(REQUEST_ID);
    if (id != null && request.getUriInfo().getPath().startsWith("/access/")) {
      response.getHeaders().putSingle(REQUEST_ID, id);
    }
  }
}
