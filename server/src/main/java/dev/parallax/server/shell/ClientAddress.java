package dev.parallax.server.shell;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// Where a request comes from. Where people come in through a proxy on this machine, that says for
/// whom it asks, in the last entry of X-Forwarded-For; what others write there is not believed.
///
/// @param isHere whether it is this machine itself that asks
public record ClientAddress(String text, boolean isHere) {
  /// Reads it from a request.
  public static ClientAddress of(HttpServerRequest request, Installation installation) {
    SocketAddress peer = request.remoteAddress();
    String from = peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
    String forwarded = request.getHeader("X-Forwarded-For");
    boolean here = isLoopback(from);
    return here && installation.isPublic() && forwarded != null
        ? new ClientAddress(forwarded.substring(forwarded.lastIndexOf(',') + 1).strip(), false)
        : new ClientAddress(from, here);
  }

  private static boolean isLoopback(@Nullable String number) {
    try {
      return number != null
          && !number.isEmpty()
          && InetAddress.getByName(number).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
