package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Strangers who guess, from one address and from many.
class GuessingIT {
  private static final int GUESSES = 1_000;
  private RunningParallax parallax;
  private Visits visits;

  @BeforeEach
  void start(@TempDir Path data) {
    parallax = RunningParallax.start(data);
    visits = new Visits(parallax);
  }

  @AfterEach
  void stop() {
    parallax.close();
  }

  @Test
  void guessingAnAccountFromOneAddressAndFromFiftyIsSlowAndLocksNobodyOut() throws IOException {
    Map<String, String> inside = visits.of("gwen");
    Map<Integer, Integer> fromOne = new TreeMap<>();
    Map<Integer, Integer> fromFifty = new TreeMap<>();

    for (int i = 0; i < GUESSES; i++) {
      fromOne.merge(guess(60, "somebody" + i % 200, "guess " + i), 1, Integer::sum);
    }
    for (int i = 0; i < GUESSES; i++) {
      fromFifty.merge(guess(2 + i % 50, "gwen", "guess " + i), 1, Integer::sum);
    }

    System.out.printf(
        "%,d guesses from one address: %s; from 50 addresses at one account: %s%n",
        GUESSES, fromOne, fromFifty);
    // One more try is given a minute.
    assertThat(fromOne.get(401)).isBetween(10, 13);
    assertThat(fromFifty.get(401)).isBetween(10, 13);
    assertThat(visits.get("/api/v1/me", inside).statusCode()).isEqualTo(200);
  }

  @Test
  void guessingALinkIsSlow() {
    Map<Integer, Integer> answers = new TreeMap<>();
    for (int i = 0; i < GUESSES; i++) {
      int status =
          visits.get("/link/" + "A".repeat(40) + "%03d".formatted(i), Map.of()).statusCode();
      answers.merge(status, 1, Integer::sum);
    }

    assertThat(answers.get(404)).isBetween(10, 13);
  }

  @Test
  void neitherWordsNorTimeTellWhoHasAnAccount() throws IOException {
    visits.of("anna");
    List<Long> known = new ArrayList<>();
    List<Long> unknown = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      known.add(nanos(100 + i, "anna"));
      unknown.add(nanos(120 + i, "nobody" + i));
    }

    String ofKnown = answer(150, "anna", "wrong");
    String ofUnknown = answer(151, "zoe", "wrong").replace("zoe", "anna");

    assertThat(body(ofUnknown)).isEqualTo(body(ofKnown));
    double share = (double) median(unknown) / median(known);
    System.out.printf("an unknown login takes %.2f times as long%n", share);
    assertThat(share).isBetween(0.5, 2.0);
  }

  private long nanos(int from, String login) throws IOException {
    long begin = System.nanoTime();
    assertThat(guess(from, login, "wrong")).isEqualTo(401);
    return System.nanoTime() - begin;
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n"));
  }

  private int guess(int from, String login, String password) throws IOException {
    return Integer.parseInt(answer(from, login, password).split(" ", 3)[1]);
  }

  /// @param from the last number of the address on this machine that the try comes from
  private String answer(int from, String login, String password) throws IOException {
    String form =
        "login=%s&password=%s"
            .formatted(login, URLEncoder.encode(password, StandardCharsets.UTF_8));
    String request =
        "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Forwarded-For: 10.0.0.%d\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(parallax.port(), System.nanoTime() % 250, form.length(), form);
    try (Socket socket = new Socket()) {
      socket.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from}), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), parallax.port()));
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
