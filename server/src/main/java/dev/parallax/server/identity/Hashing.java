package dev.parallax.server.identity;

import dev.parallax.server.shell.Configuration;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/// Passwords as they are kept: Argon2id [1] with a salt of their own, written as PHC strings [2],
/// so that each says with which parameters it was made.
///
/// A few are computed at a time: each takes its memory, and nobody shall fill the heap by guessing.
///
/// [1] RFC 9106. [2] The PHC string format, github.com/P-H-C/phc-string-format.
@Singleton
final class Hashing {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int AT_ONCE = 2;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final SecureRandom random = new SecureRandom();
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Cost cost;
  private final String nobodys;

  /// How much work a hash is.
  private record Cost(int memoryKib, int passes, int lanes) {}

  Hashing(Configuration configuration) {
    Configuration.Hashed hashed = configuration.password();
    cost = new Cost(hashed.memory(), hashed.passes(), hashed.lanes());
    nobodys = hash(Secret.random().value());
  }

  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib(),
            cost.passes(),
            cost.lanes(),
            base64.encodeToString(salt),
            base64.encodeToString(digest(password, salt, cost)));
  }

  /// Whether the password is the one. Where there is none, as much work is done for nothing: time
  /// shall not tell who has an account.
  boolean matches(String password, @Nullable String kept) {
    Matcher parts = PHC.matcher(kept == null ? nobodys : kept);
    if (!parts.matches()) {
      throw new IllegalStateException(
          "A kept password has another form: expected an Argon2id PHC string. Give its owner a new link.");
    }
    Cost then =
        new Cost(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)));
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    byte[] given = digest(password, Base64.getDecoder().decode(parts.group(4)), then);
    return MessageDigest.isEqual(expected, given) && kept != null;
  }

  /// Whether a hash was made with less work than a new one is.
  boolean isOutdated(String kept) {
    return !kept.startsWith(
        "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(cost.memoryKib(), cost.passes(), cost.lanes()));
  }

  private byte[] digest(String password, byte[] salt, Cost with) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(with.memoryKib())
            .withIterations(with.passes())
            .withParallelism(with.lanes())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    places.acquireUninterruptibly();
    try {
      generator.generateBytes(normal(password).getBytes(StandardCharsets.UTF_8), hash);
    } finally {
      places.release();
    }
    return hash;
  }

  /// One password, however a keyboard composes its letters. Source: NIST SP 800-63B, 3.1.1.2.
  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }
}
