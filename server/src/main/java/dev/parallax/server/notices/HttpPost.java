package dev.parallax.server.notices;

import dev.parallax.server.notices.Channel.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// One JSON message to one address. Redirects are not followed: the operator named the address, and
/// nobody else may.
final class HttpPost {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  private final URI url;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  HttpPost(URI url) {
    this.url = url;
  }

  Outcome send(String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return outcome(client.send(request.build(), BodyHandlers.discarding()));
    } catch (IOException e) {
      return new Outcome.Later(null, "no answer (%s)".formatted(e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Later(null, "interrupted");
    }
  }

  /// What was refused for good (400, 404, 410 …) is not sent again; what may pass later (408, 425,
  /// 429, 5xx) is.
  private static Outcome outcome(HttpResponse<Void> answer) {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return new Outcome.Sent();
    }
    String why = "answered " + status;
    boolean later = status >= 500 || status == 408 || status == 425 || status == 429;
    return later ? new Outcome.Later(rest(answer), why) : new Outcome.Never(why);
  }

  private static Duration rest(HttpResponse<Void> answer) {
    long seconds =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("[0-9]{1,9}"))
            .map(Long::parseLong)
            .orElse(0L);
    return Duration.ofSeconds(Math.min(seconds, LONGEST_REST.toSeconds()));
  }
}
