package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parallax.ingest.PrometheusApi.Anonymous;
import dev.parallax.ingest.PrometheusApi.Basic;
import dev.parallax.ingest.PrometheusApi.Bearer;
import dev.parallax.ingest.PrometheusApi.Credentials;
import dev.parallax.ingest.PrometheusApi.Failed;
import dev.parallax.ingest.PrometheusApi.Fetched;
import dev.parallax.ingest.PrometheusApi.Outcome;
import dev.parallax.ingest.PrometheusApi.Settings;
import dev.parallax.ingest.Selector.Selected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a server that answers what a test wants; [RealPrometheusTest] asks a real one.
class PrometheusApiTest {
  private static final Instant FROM = Instant.ofEpochSecond(1_700_000_000);
  private static final Selector UP = ((Selected) Selector.parse("up{job=\"a&b\"}")).selector();
  private static final String EMPTY =
      "{'status':'success','data':{'resultType':'matrix','result':[]}}";

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<Series> received = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  private interface Answering {
    void answer(HttpExchange exchange, String form) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  @Test
  void asksForRawSamplesInChunksThatDoNotOverlap() {
    answers(
        (exchange, _) ->
            send(
                exchange,
                200,
                "{'status':'success','infos':[{}],'data':{'resultType':'matrix','result':[{'metric':"
                    + "{'__name__':'up','job':'a'},'values':[[1700000000,'1'],[1700000000.001,'NaN'],"
                    + "[1.7000036e9,'+Inf']]}],'stats':{'a':[1]}}}"));

    Outcome outcome = raw(Duration.ofMinutes(90), new Anonymous());

    assertThat(outcome).isEqualTo(new Fetched(2, 2));
    assertThat(asked)
        .containsExactly(
            "/api/v1/query query={__name__=\"up\",job=\"a&b\"}[3600000ms] time=1700003600.000",
            "/api/v1/query query={__name__=\"up\",job=\"a&b\"}[1800000ms] time=1700005400.000");
    assertThat(received.getFirst().samples())
        .containsExactly(
            new Sample(1_700_000_000_001L, Double.NaN),
            new Sample(1_700_003_600_000L, Double.POSITIVE_INFINITY));
  }

  @Test
  void halvesTheChunkWhenTheServerSaysThatItHoldsTooMuch() {
    answers(
        (exchange, form) -> {
          boolean tooMuch = form.contains("[3600000ms]") || form.contains("[1800000ms]");
          send(
              exchange,
              tooMuch ? 422 : 200,
              tooMuch
                  ? "{'status':'error','errorType':'execution','error':'query processing would load too many samples into memory in query execution'}"
                  : EMPTY);
        });

    assertThat(raw(Duration.ofHours(1), new Anonymous())).isEqualTo(new Fetched(0, 6));
  }

  @Test
  void givesUpWhenAMinuteHoldsTooMuch() {
    answers((exchange, _) -> send(exchange, 200, EMPTY + " ".repeat(3_000)));

    assertThat(raw(Duration.ofHours(1), new Anonymous()))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.status()).isEqualTo(413);
              assertThat(failed.what()).contains("more than 2,000 bytes");
            });
    assertThat(asked).hasSizeBetween(5, 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "400; {'status':'error','error':'parse error'}; parse error; Correct the expression",
        "401; Unauthorized; no Prometheus answer; Check the credentials",
        "404; <html>; no Prometheus answer; without /api/v1",
        "503; {'status':'error','error':'starting'}; starting; try again later",
        "500; {'status':'error','error':'broken'}; broken; server's log",
        "200; {'status':'success','data':{'resultType':'scalar','result':[1,'1']}}; a scalar instead; one or more series",
        "200; {'status':'success','data':{'resultType':'matrix','result':[{'metric':{},'values':[['x','1']]}]}}; no Prometheus answer; Check that",
        "200; {'status':'success','data':{'resultType':'matrix','result':[{'metric':{},'values':[[1,'x']]}]}}; is no number; Check that",
        "200; {'status':'succ; no Prometheus answer; Check that",
        "200; [; no Prometheus answer; Check that",
        "302; ; a redirect; address that it leads to",
      })
  void everyWrongAnswerIsAValueThatSaysWhatToDo(
      int status, String body, String what, String remedy) {
    answers((exchange, _) -> send(exchange, status, body == null ? "" : body));

    assertThat(raw(Duration.ofHours(1), new Anonymous()))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.status()).isEqualTo(status);
              assertThat(failed.what()).contains(what).contains("http://127.0.0.1");
              assertThat(failed.remedy()).contains(remedy);
            });
  }

  @Test
  void aServerThatIsNotThereIsAValueToo() {
    server.stop(0);

    assertThat(raw(Duration.ofHours(1), new Anonymous()))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.what()).contains("nobody answers"));
  }

  @Test
  void anAnswerThatTricklesInIsCutOff() {
    answers(
        (exchange, _) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitEnd();
        });

    long start = System.nanoTime();
    Outcome outcome = raw(Duration.ofHours(1), new Anonymous());

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void showsCredentialsAndKeepsThemOutOfTexts() {
    answers(
        (exchange, _) -> {
          asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
          send(exchange, 200, EMPTY);
        });

    raw(Duration.ofMinutes(1), new Basic("me", "secret"));
    raw(Duration.ofMinutes(1), new Bearer("token"));

    assertThat(asked).contains("Basic bWU6c2VjcmV0", "Bearer token");
    assertThat(new Basic("me", "secret") + "" + new Bearer("token"))
        .doesNotContain("secret", "token");
  }

  @Test
  void expressionsAreEvaluatedAtEachFullMinute() {
    answers((exchange, _) -> send(exchange, 200, EMPTY));

    try (PrometheusApi api = api(new Anonymous())) {
      assertThat(api.evaluated("a - b", FROM, FROM.plus(Duration.ofDays(8)), received::addAll))
          .isEqualTo(new Fetched(0, 2));
    }

    assertThat(asked)
        .containsExactly(
            "/api/v1/query_range end=1700604840.000 query=a - b start=1700000040.000 step=60",
            "/api/v1/query_range end=1700691200.000 query=a - b start=1700604900.000 step=60");
  }

  private Outcome raw(Duration length, Credentials credentials) {
    try (PrometheusApi api = api(credentials)) {
      return api.rawSamples(UP, FROM, FROM.plus(length), received::addAll);
    }
  }

  private PrometheusApi api(Credentials credentials) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new PrometheusApi(
        new Settings(address, credentials, Duration.ofSeconds(1), 2_000, Duration.ofHours(1)));
  }

  private void answers(Answering answering) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String form =
                URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .replace("&", " "),
                    StandardCharsets.UTF_8);
            asked.add(exchange.getRequestURI() + " " + sorted(form));
            answering.answer(exchange, form);
          }
        });
  }

  /// The two fields of an instant query may come in either order.
  private static String sorted(String form) {
    int at = form.indexOf(" query=");
    return form.startsWith("time=") ? form.substring(at + 1) + " " + form.substring(0, at) : form;
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
