package dev.parallax.server.shell;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// The answer that sends a browser on to another page.
///
/// The place is said as it is given: a path stays a path, since behind a proxy the browser alone
/// knows the address that it stands under.
public final class SeeOther {
  private SeeOther() {}

  /// @param place a path that begins with a slash, or the address of a site that signs people in
  public static Response.ResponseBuilder at(String place) {
    return Response.status(Response.Status.SEE_OTHER)
        .header(HttpHeaders.LOCATION, place)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
