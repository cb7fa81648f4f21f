package dev.parallax.server.shell;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// The style sheet, pictures and font that pages use, under addresses that change with their
/// content: a browser keeps them for a year and never sees an old one. In templates:
/// `inject:assets.url('parallax.css')`.
@Named
@Singleton
public final class Assets {
  private static final String FONT =
      webJar("fontsource__source-sans-pro") + "/files/source-sans-pro-latin-";
  private static final Map<String, Source> SOURCES =
      Map.of(
          "parallax.css", new Source("assets/parallax.css", "text/css;charset=UTF-8"),
          "favicon.svg", new Source("assets/favicon.svg", "image/svg+xml"),
          "sans-400.woff2", new Source(FONT + "400-normal.woff2", "font/woff2"),
          "sans-600.woff2", new Source(FONT + "600-normal.woff2", "font/woff2"));
  private static final int VERSION_BYTES = 6;

  private final Map<String, Asset> assets = new TreeMap<>();
  private final String version;

  Assets() throws IOException {
    for (Map.Entry<String, Source> source : SOURCES.entrySet()) {
      assets.put(source.getKey(), source.getValue().read());
    }
    MessageDigest digest = sha256();
    assets.values().forEach(asset -> digest.update(asset.content()));
    version = HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
  }

  /// The address of an asset, from the root of the site.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public String url(String name) {
    if (!assets.containsKey(name)) {
      throw new IllegalArgumentException(
          "Asset '%s': expected one of %s. Add it to Assets.SOURCES."
              .formatted(name, assets.keySet()));
    }
    return "/assets/%s/%s".formatted(version, name);
  }

  String version() {
    return version;
  }

  Optional<Asset> find(String name) {
    return Optional.ofNullable(assets.get(name));
  }

  /// The folder of a WebJar; its version is the one that the build chose.
  private static String webJar(String name) {
    String description = "META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(name);
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(packaged(description)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "META-INF/resources/webjars/%s/%s".formatted(name, properties.getProperty("version"));
  }

  private static byte[] packaged(String resource) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream bytes = loader.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IOException(
            "%s is not packaged with the program. Build it again.".formatted(resource));
      }
      return bytes.readAllBytes();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK brings SHA-256; this one does not.", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // read once, written to the wire, never compared
  record Asset(byte[] content, String type) {}

  private record Source(String resource, String type) {
    Asset read() throws IOException {
      return new Asset(packaged(resource), type);
    }
  }
}
