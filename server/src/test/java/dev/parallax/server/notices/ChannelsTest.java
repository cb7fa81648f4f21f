package dev.parallax.server.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.parallax.governance.raci.Capability;
import dev.parallax.server.notices.Channel.Outcome;
import dev.parallax.server.shell.Configuration;
import io.vertx.core.json.JsonObject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each channel against a real server of its kind on this machine.
class ChannelsTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_795_168_800));
  private static final UUID ID = UUID.fromString("0190d7a2-7d0a-7000-8000-000000000017");

  private record Posted(Map<String, List<String>> headers, String body) {}

  private static Message message(Channel.Kind kind, String to, String body) {
    return new Message(ID, "key", kind, to, "You are asked (C): Agree on SLO, Café", body, AT, 1);
  }

  @Test
  void aMailArrivesOnceWithItsOwnId() throws MessagingException, IOException {
    GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    server.start();
    try {
      MailChannel mail = new MailChannel(settings(server.getSmtp().getPort()));

      Outcome outcome = mail.send(message(Channel.Kind.MAIL, "ben@example.org", "Grüße\n"));

      assertThat(outcome).isEqualTo(new Outcome.Sent());
      MimeMessage[] received = server.getReceivedMessages();
      assertThat(received).hasSize(1);
      assertThat(received[0].getMessageID()).isEqualTo("<%s@parallax>".formatted(ID));
      assertThat(received[0].getSubject()).isEqualTo("You are asked (C): Agree on SLO, Café");
      assertThat(received[0].getContent().toString()).startsWith("Grüße");
      assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    } finally {
      server.stop();
    }
  }

  @Test
  void aMailServerThatIsAwayIsTriedLater() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    Outcome outcome =
        new MailChannel(settings(port)).send(message(Channel.Kind.MAIL, "ben@example.org", "x"));

    assertThat(outcome).isInstanceOf(Outcome.Later.class);
  }

  @Test
  void anAddressThatCannotBeIsGivenUp() throws IOException {
    Outcome outcome =
        new MailChannel(settings(1)).send(message(Channel.Kind.MAIL, "ben at example", "x"));

    assertThat(outcome).isInstanceOf(Outcome.Never.class);
  }

  @ParameterizedTest
  @CsvSource({
    "200, Sent",
    "204, Sent",
    "302, Never",
    "400, Never",
    "404, Never",
    "410, Never",
    "408, Later",
    "425, Later",
    "429, Later",
    "500, Later",
    "503, Later"
  })
  void whatAWebhookAnswersDecidesWhetherItIsTriedAgain(int status, String outcome)
      throws IOException {
    List<Posted> posted = new ArrayList<>();
    HttpServer server = server(status, posted);
    try {
      Outcome answered =
          new WebhookChannel(url(server), Optional.empty(), CLOCK)
              .send(message(Channel.Kind.WEBHOOK, "", "{}"));

      assertThat(answered.getClass().getSimpleName()).isEqualTo(outcome);
      assertThat(posted).hasSize(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aServerThatAsksToBeLeftAloneIsLeftAlone() throws IOException {
    HttpServer server = server(503, new ArrayList<>());
    try {
      Outcome answered =
          new WebhookChannel(url(server), Optional.empty(), CLOCK)
              .send(message(Channel.Kind.WEBHOOK, "", "{}"));

      assertThat(answered).isEqualTo(new Outcome.Later(Duration.ofMinutes(2), "answered 503"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aWebhookIsSignedOverIdTimeAndBody() throws IOException {
    List<Posted> posted = new ArrayList<>();
    HttpServer server = server(200, posted);
    try {
      new WebhookChannel(url(server), Optional.of("a secret"), CLOCK)
          .send(message(Channel.Kind.WEBHOOK, "", "{\"a\":1}"));
    } finally {
      server.stop(0);
    }

    Map<String, List<String>> headers = posted.getFirst().headers();
    assertThat(headers.get("Webhook-id")).containsExactly(ID.toString());
    assertThat(headers.get("Webhook-timestamp")).containsExactly("1795168800");
    // openssl dgst -sha256 -hmac 'a secret' -binary | base64, over ID.1795168800.{"a":1}
    assertThat(headers.get("Webhook-signature"))
        .containsExactly("v1,5AJpCL08A/S/dinMlKrsz+c2vHT4yKxO0iatQT0Wgrc=");
  }

  @Test
  void aLaterTryCarriesItsOwnTimeSinceReceiversRefuseWhatIsOld() throws IOException {
    List<Posted> posted = new ArrayList<>();
    HttpServer server = server(200, posted);
    Instant later = CLOCK.instant().plus(Duration.ofHours(1));
    try {
      new WebhookChannel(url(server), Optional.of("a secret"), InstantSource.fixed(later))
          .send(message(Channel.Kind.WEBHOOK, "", "{}"));
    } finally {
      server.stop(0);
    }

    Map<String, List<String>> headers = posted.getFirst().headers();
    assertThat(headers.get("Webhook-id")).containsExactly(ID.toString());
    assertThat(headers.get("Webhook-timestamp")).containsExactly("1795172400");
  }

  /// It is the example of Standard Webhooks 1.0.0.
  @Test
  void theExampleOfTheManualIsTrue() throws IOException {
    String manual = Files.readString(Path.of("../docs/reference/notices.md"));
    Map<String, String> example =
        Pattern.compile("(?m)^(secret|id|timestamp|body)='(.*)'$")
            .matcher(manual)
            .results()
            .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));

    String signature =
        WebhookChannel.signature(
            example.getOrDefault("secret", ""),
            "%s.%s.%s".formatted(example.get("id"), example.get("timestamp"), example.get("body")));

    assertThat(signature).isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThat(manual).contains("`" + signature + "`");
  }

  @Test
  void whatPeopleWriteRingsNoBellInARoom() {
    News news =
        LettersTest.news("<!channel> buy *now* & here", LettersTest.to("ben", Capability.CONSULT));

    JsonObject body = new JsonObject(SlackChannel.body(news.sentence(), "http://127.0.0.1/d"));

    assertThat(body.getString("text"))
        .isEqualTo("&lt;!channel&gt; buy *now* &amp; here <http://127.0.0.1/d|Open>");
  }

  private static HttpServer server(int status, List<Posted> posted) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          posted.add(
              new Posted(
                  Map.copyOf(exchange.getRequestHeaders()),
                  new String(body, StandardCharsets.UTF_8)));
          exchange.getResponseHeaders().add("Retry-After", "120");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI url(HttpServer server) {
    return URI.create("http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort()));
  }

  private static Configuration.Mail settings(int port) {
    return new Configuration.Mail() {
      @Override
      public Optional<String> host() {
        return Optional.of("127.0.0.1");
      }

      @Override
      public int port() {
        return port;
      }

      @Override
      public Configuration.MailSecurity security() {
        return Configuration.MailSecurity.NONE;
      }

      @Override
      public Optional<String> user() {
        return Optional.empty();
      }

      @Override
      public Optional<String> password() {
        return Optional.empty();
      }

      @Override
      public String from() {
        return "parallax@example.org";
      }
    };
  }
}
