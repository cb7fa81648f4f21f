package dev.parallax.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// Where messages arrive: a mail server, and a webhook that takes everything.
final class Post implements AutoCloseable {
  private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
  private final HttpServer hook;
  private final Queue<Called> calls = new ConcurrentLinkedQueue<>();

  /// A mail as it arrived.
  record Mail(String id, String to, String subject, String text) {}

  /// A message of the webhook as it arrived.
  record Called(String id, JsonNode body) {}

  Post() throws IOException {
    mail.start();
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext("/", this::take);
    hook.start();
  }

  private void take(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(new Called(call.getRequestHeaders().getFirst("webhook-id"), Api.tree(body)));
    call.sendResponseHeaders(204, -1);
    call.close();
  }

  /// The settings with which the program finds it.
  Map<String, String> settings() {
    return Map.of(
        "PARALLAX_MAIL_HOST",
        "127.0.0.1",
        "PARALLAX_MAIL_PORT",
        Integer.toString(mail.getSmtp().getPort()),
        "PARALLAX_MAIL_SECURITY",
        "none",
        "PARALLAX_WEBHOOK_URL",
        "http://127.0.0.1:%d/".formatted(hook.getAddress().getPort()));
  }

  List<Called> calls() {
    return List.copyOf(calls);
  }

  /// Every mail, also those that came twice.
  List<Mail> mails() {
    return Stream.of(mail.getReceivedMessages()).map(Post::read).toList();
  }

  private static Mail read(MimeMessage message) {
    try {
      return new Mail(
          message.getMessageID(),
          message.getAllRecipients()[0].toString(),
          message.getSubject(),
          message.getContent().toString().replace("\r\n", "\n"));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    hook.stop(0);
    mail.stop();
  }
}
