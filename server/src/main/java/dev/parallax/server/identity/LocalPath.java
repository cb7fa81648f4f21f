package dev.parallax.server.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where to go on after signing in: a path of this site, nothing else. What is no such path becomes
/// the first page.
public record LocalPath(String value) {
  private static final Pattern SHAPE =
      Pattern.compile("/(?![/\\\\])[A-Za-z0-9/._~!$&'()*+,;=:@%?-]{0,1000}");

  /// The path, if it is one of this site.
  public static LocalPath of(@Nullable String text) {
    if (text == null || !SHAPE.matcher(text).matches() || text.startsWith("/sign-")) {
      return new LocalPath("/");
    }
    try {
      URI uri = new URI(text);
      boolean local = uri.getScheme() == null && uri.getRawAuthority() == null;
      String path = uri.getPath();
      return new LocalPath(
          local
                  && path != null
                  && path.startsWith("/")
                  && !path.startsWith("//")
                  && path.indexOf('\\') < 0
              ? text
              : "/");
    } catch (URISyntaxException e) {
      return new LocalPath("/");
    }
  }
}
