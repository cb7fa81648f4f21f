package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// People who come in as people do: by a one-time link, with a password, in a browser.
final class Visits {
  static final String PASSWORD = "three grey herons wait";
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<\"]*/link/[A-Za-z0-9_-]{43}");
  private static final Pattern TOKEN = Pattern.compile("plx_[A-Za-z0-9_-]{43}");

  private final RunningParallax parallax;

  Visits(RunningParallax parallax) {
    this.parallax = parallax;
  }

  /// The link that the first start printed.
  URI firstLink() {
    return link(parallax.printed());
  }

  private static URI link(String text) {
    Matcher link = LINK.matcher(text);
    assertThat(link.find()).as("a link in: %s", text).isTrue();
    return URI.create(link.group());
  }

  /// Invites somebody from this machine.
  URI invite(String login, String name) {
    return URI.create(invited(login, name));
  }

  /// The address of a link for somebody who is invited from this machine, as it is shown.
  String invited(String login, String name) {
    return link(parallax
            .send(form(parallax.at("/accounts"), Map.of("login", login, "name", name)).build())
            .body())
        .toString();
  }

  /// Invites somebody and lets them in; gives what their browser sends from then on.
  Map<String, String> of(String login) {
    HttpResponse<String> answer =
        post(invite(login, "Test " + login), Map.of("password", PASSWORD), Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return browser(answer);
  }

  /// What a browser sends after an answer: its cookie, and that the page is ours.
  static Map<String, String> browser(HttpResponse<?> answer) {
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return Map.of(
        "Cookie", cookie.substring(0, cookie.indexOf(';')), "Sec-Fetch-Site", "same-origin");
  }

  HttpResponse<String> signIn(String login, String password, Map<String, String> headers) {
    return post(parallax.at("/sign-in"), Map.of("login", login, "password", password), headers);
  }

  HttpResponse<String> post(URI to, Map<String, String> fields, Map<String, String> headers) {
    HttpRequest.Builder request = form(to, fields);
    headers.forEach(request::header);
    return parallax.sendAsNobody(request.build());
  }

  HttpResponse<String> get(String path, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(parallax.at(path));
    headers.forEach(request::header);
    return parallax.sendAsNobody(request.build());
  }

  /// A token that somebody makes on the page of their account.
  String token(String login, String scope) {
    return token(login, scope, 1);
  }

  String token(String login, String scope, int days) {
    Map<String, String> fields =
        Map.of("name", scope, "scope", scope, "days", Integer.toString(days));
    HttpResponse<String> answer = post(parallax.at("/account/tokens"), fields, of(login));
    Matcher token = TOKEN.matcher(answer.body());
    assertThat(token.find()).as(answer.body()).isTrue();
    return token.group();
  }

  private static HttpRequest.Builder form(URI to, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
