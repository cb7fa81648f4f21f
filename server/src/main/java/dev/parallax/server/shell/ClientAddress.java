package dev.parallax.server.shell;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Where a request comes from. Where people come in through a proxy on this machine, that says for
/// whom it asks, in the last entry of X-Forwarded-For; what others write there is not believed.
///
/// @param isHere whether it is this machine itself that asks
public record ClientAddress(String text, boolean isHere) {
  private static final int HALF = 8;

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

  /// What is counted as one place: an address, or of IPv6 the first half, which is what one
  /// household or machine gets.
  public String network() {
    if (text.matches("[0-9a-fA-F:.]{2,45}") && text.contains(":")) {
      try {
        byte[] number = InetAddress.getByName(text).getAddress();
        return HexFormat.of().formatHex(number, 0, Math.min(number.length, HALF));
      } catch (UnknownHostException e) {
        return text;
      }
    }
    return text.substring(0, Math.min(text.length(), 45));
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
