package dev.parallax.server.notices;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;

/// A room behind an incoming webhook that takes Slack's form: Slack, Mattermost, Rocket.Chat. One
/// message at a time, since such rooms take about one a second.
final class SlackChannel implements Channel {
  private final HttpPost post;

  SlackChannel(URI url) {
    this.post = new HttpPost(url);
  }

  /// The body for a text. What people wrote in it names nobody and rings no bell: `<`, `>` and `&`
  /// are how such rooms mark mentions and links.
  static String body(String text, String link) {
    return JsonObject.of("text", "%s <%s|Open>".formatted(escaped(text), link)).encode();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public Kind kind() {
    return Kind.SLACK;
  }

  @Override
  public int atOnce() {
    return 1;
  }

  @Override
  public Outcome send(Message message) {
    return post.send(message.body(), Map.of());
  }
}
