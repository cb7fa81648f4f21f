package dev.parallax.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// The one server that a command talks to. Redirects are not followed and no proxy is asked, so
/// that nothing goes elsewhere.
public final class Server {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// Long enough for years of history in one file.
  private static final Duration ANSWER = Duration.ofMinutes(10);

  private static final int OK = 200;
  private static final int LONGEST_REFUSAL = 1 << 16;
  private static final int BUFFER_BYTES = 1 << 16;

  private final URI root;
  private final String token;
  private final HttpClient client;

  /// @param token to come in with; empty for none
  public Server(URI root, String token) {
    this.root = root;
    this.token = token;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .build();
  }

  /// What a server said.
  public record Answer(int status, String body) {
    public boolean succeeded() {
      return status >= 200 && status < 300;
    }
  }

  /// What is sent.
  public record Content(String type, BodyPublisher body) {}

  /// One segment of a path.
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// A path with a query; parameters whose value is empty are left out.
  public static String withQuery(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .filter(parameter -> !parameter.getValue().isEmpty())
            .map(parameter -> parameter.getKey() + "=" + segment(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  /// The answer's text; a refusal ends the command.
  public String getText(String path) {
    Answer answer = send(request(path).GET().build());
    if (!answer.succeeded()) {
      throw refusal(answer);
    }
    return answer.body();
  }

  /// The answer as JSON, together with its text; a refusal ends the command.
  public Document getJson(String path) {
    String text = getText(path);
    return new Document(text, json(new Answer(200, text)));
  }

  /// @param text the answer as it came
  public record Document(String text, JsonNode tree) {}

  /// Asks for something large that is made for this, and writes it to a file, onto the disk; a
  /// refusal ends the command.
  ///
  /// @throws IOException if the file cannot be written
  public void save(String path, Path file) throws IOException {
    HttpRequest request = request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<InputStream> response =
        exchange(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (response.statusCode() != OK) {
        String said = new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8);
        throw refusal(new Answer(response.statusCode(), said));
      }
      OutputStream out = Channels.newOutputStream(channel);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int length = next(body, buffer); length >= 0; length = next(body, buffer)) {
        out.write(buffer, 0, length);
      }
      channel.force(true);
    }
  }

  private int next(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException broken) {
      throw unreachable("its answer broke off: " + reason(broken));
    }
  }

  public Answer post(String path, Content content) {
    return send(request(path).header("Content-Type", content.type()).POST(content.body()).build());
  }

  /// The answer's JSON.
  public JsonNode json(Answer answer) {
    return Json.read(answer.body()).orElseThrow(() -> stranger(answer));
  }

  /// What a refusal says, for people.
  public CommandFailed refusal(Answer answer) {
    if (answer.status() == 401) {
      return CommandFailed.problem(
          token.isEmpty()
              ? "%s asks who you are.".formatted(root)
              : "%s does not take the token.".formatted(root),
          "A program comes in with a token; on the machine of the server itself, with the one in its data folder.",
          "Make a token on the page of your account, and set PARALLAX_TOKEN; or set PARALLAX_DATA to the server's data folder.");
    }
    JsonNode problem = Json.read(answer.body()).orElseThrow(() -> stranger(answer));
    String detail = Json.text(problem, "detail");
    String said = detail.isEmpty() ? Json.text(problem, "title") : detail;
    if (said.isEmpty()) {
      throw stranger(answer);
    }
    return answer.status() >= 500
        ? CommandFailed.problem(
            "The server failed (%d): %s".formatted(answer.status(), said), "", "")
        : CommandFailed.problem(said, "", "");
  }

  private CommandFailed stranger(Answer answer) {
    return CommandFailed.problem(
        "%s answered %d with something that is not JSON.".formatted(root, answer.status()),
        "A Parallax of this version is expected there.",
        "Check --server or PARALLAX_URL; if it is a Parallax, update it or this program.");
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(ANSWER)
            .header("Accept", "application/json, application/yaml;q=0.9, */*;q=0.1");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest request) {
    HttpResponse<String> response =
        exchange(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(response.statusCode(), response.body());
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request, body);
    } catch (HttpTimeoutException slow) {
      throw unreachable("it did not answer in time");
    } catch (IOException broken) {
      throw unreachable(reason(broken));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unreachable("the wait was interrupted");
    }
  }

  /// What broke, by the first cause that says something.
  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "no host of that name is known";
      }
      String message = cause.getMessage();
      if (message != null && !message.isBlank()) {
        return message;
      }
    }
    return failure instanceof ConnectException ? "nothing listens there" : "the connection broke";
  }

  private CommandFailed unreachable(String why) {
    return new CommandFailed(
        ExitCode.UNREACHABLE,
        "No server answers at %s: %s.".formatted(root, why),
        "This command asks a running Parallax.",
        "Start one with ./parallax up, or name another with --server URL or PARALLAX_URL.");
  }
}
