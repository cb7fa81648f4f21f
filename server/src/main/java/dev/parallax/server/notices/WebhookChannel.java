package dev.parallax.server.notices;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A webhook that others read by program, signed as Standard Webhooks 1.0.0 says: the signature
/// covers id, time and body. The id is the same at each try; the time is that of the try, since
/// receivers refuse what is minutes old.
final class WebhookChannel implements Channel {
  private static final int AT_ONCE = 5;
  private static final String ALGORITHM = "HmacSHA256";

  private final HttpPost post;
  private static final String ENCODED = "whsec_";

  private final Optional<String> secret;
  private final InstantSource clock;

  WebhookChannel(URI url, Optional<String> secret, InstantSource clock) {
    this.post = new HttpPost(url);
    this.secret = secret;
    this.clock = clock;
  }

  /// The body for an event.
  static String body(News news, String text, String link) {
    JsonArray people = new JsonArray();
    for (News.Recipient to : news.recipients()) {
      JsonArray parts = new JsonArray();
      to.parts().forEach(part -> parts.add(part.name().toLowerCase(Locale.ROOT)));
      people.add(JsonObject.of("person", to.person().value(), "parts", parts, "why", to.why()));
    }
    return JsonObject.of(
            "type",
            "dev.parallax.notice",
            "event",
            news.event(),
            "timestamp",
            news.at().toString(),
            "activity",
            news.subject().activity(),
            "service",
            news.subject().service() == null ? null : news.subject().service().value(),
            "sentence",
            news.sentence(),
            "text",
            text,
            "link",
            link)
        .put("people", people)
        .encode();
  }

  @Override
  public Kind kind() {
    return Kind.WEBHOOK;
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public Outcome send(Message message) {
    String id = message.id().toString();
    String seconds = Long.toString(clock.instant().getEpochSecond());
    Map<String, String> headers =
        new TreeMap<>(Map.of("webhook-id", id, "webhook-timestamp", seconds));
    secret.ifPresent(
        key ->
            headers.put(
                "webhook-signature",
                "v1," + signature(key, "%s.%s.%s".formatted(id, seconds, message.body()))));
    return post.send(message.body(), headers);
  }

  /// A secret that says so is Base64; any other is taken letter by letter.
  private static byte[] key(String secret) {
    return secret.startsWith(ENCODED)
        ? Base64.getDecoder().decode(secret.substring(ENCODED.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }

  static String signature(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(
          ALGORITHM + " is missing: expected it in every Java. Use a complete one.", e);
    }
  }
}
