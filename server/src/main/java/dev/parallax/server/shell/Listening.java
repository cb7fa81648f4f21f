package dev.parallax.server.shell;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the program listens, and under which address people reach it.
///
/// Without a word that is this machine alone. Elsewhere passwords travel, so there must be an
/// address with https: a proxy that has the certificate stands before it.
///
/// @param host the name or number to listen on
/// @param address scheme and host, without a path; nothing if it is this machine's own
record Listening(String host, Optional<URI> address) {
  static final String THIS_MACHINE = "127.0.0.1";

  /// Reads it from the environment.
  ///
  /// @throws StartRefused if people could not come in safely
  static Listening from(Map<String, String> environment) {
    refuseOthers(environment.get("QUARKUS_HTTP_HOST"), "QUARKUS_HTTP_HOST");
    refuseOthers(System.getProperty("quarkus.http.host"), "-Dquarkus.http.host");
    String host = environment.getOrDefault("PARALLAX_HOST", "").strip();
    String address = environment.getOrDefault("PARALLAX_ADDRESS", "").strip();
    Listening listening =
        new Listening(
            host.isEmpty() ? THIS_MACHINE : host,
            address.isEmpty() ? Optional.empty() : Optional.of(address(address)));
    boolean sample = environment.getOrDefault("PARALLAX_SAMPLE", "").equals("true");
    if (!listening.isHere() && sample) {
      throw new StartRefused(
          "PARALLAX_HOST is '%s', and this is a sample.".formatted(host),
          "Anybody who reaches a sample comes in as any of its people, so it listens on %s alone."
              .formatted(THIS_MACHINE),
          "Unset PARALLAX_HOST, or start without the sample: ./parallax up");
    }
    if (!listening.isHere() && address.isEmpty()) {
      throw new StartRefused(
          "PARALLAX_HOST is '%s', and PARALLAX_ADDRESS is not set.".formatted(host),
          "Where others can reach it, passwords travel: Parallax has to know the https address that they type.",
          "Put a proxy with a certificate before it, and set PARALLAX_ADDRESS=https://parallax.example.org");
    }
    return listening;
  }

  /// Whether nobody but this machine reaches it directly.
  boolean isHere() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new StartRefused(
          "PARALLAX_HOST is '%s'.".formatted(host),
          "It is the name or number of an interface of this machine to listen on.",
          "Correct it, or unset it to listen on %s.".formatted(THIS_MACHINE),
          e);
    }
  }

  /// The address that people type.
  String address(int port) {
    return address.map(URI::toString).orElse("http://%s:%d".formatted(THIS_MACHINE, port));
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      boolean bare =
          uri.getHost() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
      if (bare && "https".equals(uri.getScheme()) && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, like any other text that is no address.
    }
    throw new StartRefused(
        "PARALLAX_ADDRESS is '%s'.".formatted(text),
        "It is the address that people type: https:// and a host, perhaps a port, without a path. Sessions are not sent without https.",
        "Write e.g. https://parallax.example.org");
  }

  private static void refuseOthers(@Nullable String host, String where) {
    if (host != null) {
      throw new StartRefused(
          "%s is '%s'.".formatted(where, host),
          "Where Parallax listens decides how people may sign in, so it is said in one place.",
          "Unset it and set PARALLAX_HOST and PARALLAX_ADDRESS.");
    }
  }
}
