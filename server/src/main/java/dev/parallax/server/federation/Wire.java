package dev.parallax.server.federation;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/// How Parallax speaks to the provider: https, or http on this machine; no redirects; bounded in
/// time and size.
///
/// The issuer is set by whoever keeps the installation; the other addresses come from the provider
/// and are held to the same rule.
final class Wire implements HTTPRequestSender, ResourceRetriever {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int LONGEST = 1 << 20;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// Whether it is spoken to.
  static boolean isAllowed(URI address) {
    String host = address.getHost();
    return host != null
        && ("https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && LOOPBACK.contains(host)));
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(checked(asked.getURI()))
            .timeout(PATIENCE)
            .method(
                asked.getMethod().name(),
                asked.getBody() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(asked.getBody()));
    asked
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    HttpResponse<InputStream> answer = exchange(request.build());
    HTTPResponse response = new HTTPResponse(answer.statusCode());
    answer
        .headers()
        .map()
        .forEach((name, values) -> response.setHeader(name, values.toArray(String[]::new)));
    response.setBody(body(answer));
    return response;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      HttpResponse<InputStream> answer =
          exchange(HttpRequest.newBuilder(checked(url.toURI())).timeout(PATIENCE).build());
      if (answer.statusCode() != 200) {
        throw new IOException("%s answered %d.".formatted(url, answer.statusCode()));
      }
      return new Resource(
          body(answer), answer.headers().firstValue("Content-Type").orElse("application/json"));
    } catch (URISyntaxException e) {
      throw new IOException(url + " is no address.", e);
    }
  }

  private static URI checked(URI address) throws IOException {
    if (!isAllowed(address)) {
      throw new IOException(
          "%s is not spoken to: expected https, or http on this machine.".formatted(address));
    }
    return address;
  }

  private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking " + request.uri(), e);
    }
  }

  private static String body(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream stream = answer.body()) {
      byte[] bytes = stream.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("%s answered more than %,d bytes.".formatted(answer.uri(), LONGEST));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
