package dev.parallax.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Asks a Prometheus, or anything that speaks its HTTP API, for the samples of a selector.
///
/// **Raw samples.** A range selector at an instant, `selector[1h]`, answers with the samples as
/// they were scraped. Nothing is aligned to a step or extrapolated, so counters can be counted.
/// Long times are asked for in chunks; where the server says that a chunk holds too many samples,
/// or its answer is larger than the limit, the chunk is halved, down to a minute.
///
/// **Expressions** that are no selector are evaluated by the server at the end of each minute.
///
/// Redirects are not followed, so that credentials go nowhere else. Whatever goes wrong on the way
/// is a [Failed] value. An answer that takes longer than the timeout is cut off. Source:
/// Prometheus, "HTTP API".
public final class PrometheusApi implements AutoCloseable {
  private static final Duration SHORTEST_CHUNK = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofMinutes(1);

  /// The server gives at most 11,000 points a series; seven days of minutes are 10,080.
  private static final Duration LONGEST_EVALUATION = Duration.ofDays(7);

  private final Settings settings;
  private final HttpClient http;

  /// How to show who is asking.
  public sealed interface Credentials {}

  /// Nothing is shown.
  public record Anonymous() implements Credentials {}

  /// HTTP basic authentication.
  public record Basic(String user, String password) implements Credentials {
    @Override
    public String toString() {
      return "Basic[user=" + user + "]";
    }
  }

  /// A bearer token.
  public record Bearer(String token) implements Credentials {
    @Override
    public String toString() {
      return "Bearer[]";
    }
  }

  /// @param address where the API is, without `/api/v1`, such as `http://localhost:9090`
  /// @param timeout for one request, its answer included
  /// @param maxAnswerBytes most bytes of one answer
  /// @param chunk how much time is asked for at once
  public record Settings(
      URI address, Credentials credentials, Duration timeout, long maxAnswerBytes, Duration chunk) {
    public Settings {
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (!web || address.getHost() == null) {
        throw new IllegalArgumentException(
            "address '%s': expected http:// or https:// and a host. Write e.g. http://localhost:9090."
                .formatted(address));
      }
    }

    /// Thirty seconds, 64 MiB, an hour.
    public static Settings of(URI address, Credentials credentials) {
      return new Settings(
          address, credentials, Duration.ofSeconds(30), 64L << 20, Duration.ofHours(1));
    }
  }

  /// What became of a question.
  public sealed interface Outcome {}

  /// All was answered.
  public record Fetched(long samples, int requests) implements Outcome {}

  /// It was not answered, at least not to the end. What was given to the receiver until then holds.
  ///
  /// @param status the HTTP status, or 0 where there was no answer
  /// @param what what happened, for people
  /// @param remedy what to do about it
  public record Failed(int status, String what, String remedy) implements Outcome {
    boolean isTooMuch() {
      return status == 413
          || ((status == 422 || status == 400) && what.contains("too many samples"));
    }
  }

  public PrometheusApi(Settings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  /// Gives the raw samples in `(from, to]`, chunk by chunk in the order of time; the samples of a
  /// series are in order within each chunk.
  public Outcome rawSamples(
      Selector selector, Instant from, Instant to, Consumer<List<Series>> receiver) {
    Instant at = from;
    Duration chunk = settings.chunk();
    long samples = 0;
    int requests = 0;
    while (at.isBefore(to)) {
      Instant end = earlier(at.plus(chunk), to);
      requests++;
      switch (range(selector, at, end)) {
        case Answered(List<Series> series) -> {
          receiver.accept(series);
          samples += count(series);
          at = end;
        }
        case Unanswered(Failed failed) -> {
          if (!failed.isTooMuch() || chunk.compareTo(SHORTEST_CHUNK) <= 0) {
            return failed;
          }
          chunk = chunk.dividedBy(2);
        }
      }
    }
    return new Fetched(samples, requests);
  }

  /// Gives the values of any expression at each full minute in `(from, to]`.
  public Outcome evaluated(
      String expression, Instant from, Instant to, Consumer<List<Series>> receiver) {
    long step = STEP.toMillis();
    Instant at = Instant.ofEpochMilli((Math.floorDiv(from.toEpochMilli(), step) + 1) * step);
    long samples = 0;
    int requests = 0;
    while (!at.isAfter(to)) {
      Instant end = earlier(at.plus(LONGEST_EVALUATION), to);
      Map<String, String> form = new TreeMap<>();
      form.put("query", expression);
      form.put("start", seconds(at));
      form.put("end", seconds(end));
      form.put("step", String.valueOf(STEP.toSeconds()));
      requests++;
      switch (ask("query_range", form)) {
        case Answered(List<Series> series) -> {
          receiver.accept(series);
          samples += count(series);
        }
        case Unanswered(Failed failed) -> {
          return failed;
        }
      }
      at = at.plus(LONGEST_EVALUATION).plus(STEP);
    }
    return new Fetched(samples, requests);
  }

  private static long count(List<Series> series) {
    return series.stream().mapToLong(one -> one.samples().size()).sum();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static String seconds(Instant instant) {
    return "%d.%03d".formatted(instant.getEpochSecond(), instant.getNano() / 1_000_000);
  }

  private sealed interface Answer {}

  private record Answered(List<Series> series) implements Answer {}

  private record Unanswered(Failed failed) implements Answer {}

  /// Samples after `from` up to `to`. Prometheus 2 includes the first instant of a range,
  /// Prometheus 3 does not; here it never is, so that chunks do not overlap.
  private Answer range(Selector selector, Instant from, Instant to) {
    long millis = Duration.between(from, to).toMillis();
    Map<String, String> form =
        Map.of("query", selector + "[" + millis + "ms]", "time", seconds(to));
    return switch (ask("query", form)) {
      case Answered(List<Series> series) ->
          new Answered(series.stream().map(one -> after(one, from.toEpochMilli())).toList());
      case Unanswered unanswered -> unanswered;
    };
  }

  private static Series after(Series series, long fromMillis) {
    List<Sample> samples = series.samples();
    boolean all = samples.isEmpty() || samples.getFirst().epochMillis() > fromMillis;
    return all
        ? series
        : new Series(
            series.labels(),
            samples.stream().filter(sample -> sample.epochMillis() > fromMillis).toList());
  }

  private Answer ask(String endpoint, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    String base = settings.address().toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/" + endpoint))
            .timeout(settings.timeout())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(body));
    authorize(request);
    try {
      return answer(http.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (HttpTimeoutException _) {
      return failed(
          0,
          "no answer within " + settings.timeout().toSeconds() + " s",
          "Ask for less at once, or raise the timeout");
    } catch (ConnectException _) {
      return failed(0, "nobody answers there", "Check the address, and that the server runs");
    } catch (IOException e) {
      return failed(0, "the connection broke: " + e, "Check the network in between; try again");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failed(0, "this program stopped waiting", "Try again");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void authorize(HttpRequest.Builder request) {
    switch (settings.credentials()) {
      case Anonymous _ -> {}
      case Basic(String user, String password) -> {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
      }
      case Bearer(String token) -> request.header("Authorization", "Bearer " + token);
    }
  }

  private Answer answer(HttpResponse<InputStream> response) {
    int status = response.statusCode();
    InputStream raw = response.body();
    CompletableFuture<Void> watch = CompletableFuture.runAsync(() -> close(raw), afterTimeout());
    try (InputStream body = new Limited(raw, settings.maxAnswerBytes())) {
      if (status >= 300 && status < 400) {
        return failed(status, "a redirect", "Register the address that it leads to");
      }
      PrometheusAnswer answer = PrometheusAnswer.read(body);
      if (status != 200 || !answer.success()) {
        return failed(status, answer.error(), remedy(status));
      }
      return answer.resultType().equals("matrix")
          ? new Answered(answer.series())
          : failed(
              status,
              "a " + answer.resultType() + " instead of a matrix",
              "Use an expression that gives one or more series");
    } catch (TooLarge _) {
      return failed(
          413,
          "an answer of more than %,d bytes".formatted(settings.maxAnswerBytes()),
          "Ask for less at once, or select fewer series");
    } catch (IOException e) {
      return failed(status, "no Prometheus answer: " + firstLine(e), remedy(status));
    } finally {
      watch.cancel(false);
    }
  }

  /// The client's own timeout ends with the headers; an answer that trickles in is closed by this.
  private Executor afterTimeout() {
    return CompletableFuture.delayedExecutor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException("an answer that took too long could not be closed", e);
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String remedy(int status) {
    return switch (status) {
      case 200, 404 -> "Check that the address is that of a Prometheus API, without /api/v1";
      case 400, 422 -> "Correct the expression, or ask for less at once";
      case 401, 403 -> "Check the credentials of this data source";
      case 429, 502, 503, 504 -> "The server is busy or starting: try again later";
      default -> "Look into the server's log";
    };
  }

  private Answer failed(int status, String what, String remedy) {
    String code = status == 0 ? "" : " answered " + status + ":";
    String where = settings.address().getScheme() + "://" + settings.address().getAuthority();
    return new Unanswered(new Failed(status, where + code + " " + what + ".", remedy + "."));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static final class TooLarge extends IOException {
    TooLarge() {
      super("the answer is larger than the limit");
    }
  }

  /// Stops reading after a number of bytes.
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long maxBytes) {
      super(in);
      this.left = maxBytes;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      took(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      took(Math.max(0, count));
      return count;
    }

    private void took(int bytes) throws TooLarge {
      left -= bytes;
      if (left < 0) {
        throw new TooLarge();
      }
    }
  }
}
