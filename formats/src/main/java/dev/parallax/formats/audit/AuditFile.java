package dev.parallax.formats.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks an exported audit: one event a line from the first on, then one signed head.
///
/// Bytes are compared, not meanings: a changed blank is a change. What is missing at the end is
/// seen because the head is missing or speaks of another last event.
public final class AuditFile {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"event\":(\\{\"sequence\":([1-9][0-9]{0,17}),\"previous\":\"([0-9a-f]{64})\",.*\\}),"
              + "\"hash\":\"([0-9a-f]{64})\"\\}",
          Pattern.DOTALL);
  private static final int LONGEST_LINE = 1 << 20;

  private long line;
  private long sequence;
  private String hash = AuditLink.NOTHING;
  private @Nullable AuditHead head;

  private final Map<Long, AuditHead> kept = new HashMap<>();

  private AuditFile() {}

  /// What a file turned out to be.
  public sealed interface Verdict {
    /// Nothing was changed, added, taken away or moved.
    record Whole(long events, AuditHead head) implements Verdict {}

    /// Something is not as it was written.
    ///
    /// @param line where, from 1
    record Broken(long line, String found, String expected) implements Verdict {}
  }

  /// Reads a file to its end or to the first thing that is wrong.
  public static Verdict verify(InputStream bytes) throws IOException {
    return verify(bytes, List.of());
  }

  /// Reads a file, and holds it against heads of the same audit that were kept since: it must lead
  /// through each of them, and be signed with their key.
  ///
  /// @param kept whose signatures are right
  public static Verdict verify(InputStream bytes, Collection<AuditHead> kept) throws IOException {
    AuditFile file = new AuditFile();
    kept.forEach(head -> file.kept.put(head.sequence(), head));
    return file.read(bytes);
  }

  private Verdict read(InputStream bytes) throws IOException {
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      if (next != '\n') {
        one.write(next);
        if (one.size() > LONGEST_LINE) {
          return broken("a line of more than 1 MiB", "an event or a head");
        }
        continue;
      }
      line++;
      Optional<Verdict.Broken> wrong = check(one.toString(StandardCharsets.ISO_8859_1));
      if (wrong.isPresent()) {
        return wrong.get();
      }
      one.reset();
    }
    line++;
    if (one.size() > 0) {
      return broken("a line without an end", "every line to end: something was cut off");
    }
    return head == null
        ? broken("no signed head", "it as the last line: something was cut off")
        : new Verdict.Whole(sequence, head);
  }

  private Optional<Verdict.Broken> check(String text) {
    if (head != null) {
      return Optional.of(broken("something behind the head", "the head to be the last line"));
    }
    Matcher event = LINE.matcher(text);
    return event.matches() ? event(event) : head(text);
  }

  private Optional<Verdict.Broken> event(Matcher event) {
    long number = Long.parseLong(event.group(2));
    if (number != sequence + 1) {
      return Optional.of(
          broken("event %d".formatted(number), "event %d here".formatted(sequence + 1)));
    }
    if (!event.group(3).equals(hash)) {
      return Optional.of(
          broken("event %d follows another event".formatted(number), "the hash " + hash));
    }
    String actual = AuditLink.sha256(event.group(1).getBytes(StandardCharsets.ISO_8859_1));
    if (!actual.equals(event.group(4))) {
      return Optional.of(
          broken(
              "event %d was changed".formatted(number), "its hash to be the one that is written"));
    }
    AuditHead before = kept.get(number);
    if (before != null && !before.hash().equals(actual)) {
      return Optional.of(
          broken(
              "event %d is another one".formatted(number),
              "the one that the head kept at %s speaks of".formatted(before.at())));
    }
    sequence = number;
    hash = actual;
    return Optional.empty();
  }

  private Optional<Verdict.Broken> head(String text) {
    AuditHead read = AuditHead.read(text).orElse(null);
    if (read == null) {
      return Optional.of(broken("a line of another form", "an event or a head as it was written"));
    }
    if (!read.isSigned()) {
      return Optional.of(broken("a head whose signature is wrong", "it as it was signed"));
    }
    if (read.sequence() != sequence || !read.hash().equals(hash)) {
      return Optional.of(
          broken(
              "a head that speaks of event %d".formatted(read.sequence()),
              "the last event to be that one: this file ends with %d".formatted(sequence)));
    }
    head = read;
    return kept.values().stream().flatMap(each -> unlike(each, read).stream()).findFirst();
  }

  /// What is wrong between a head that was kept and the last line.
  private Optional<Verdict.Broken> unlike(AuditHead before, AuditHead last) {
    if (!before.installation().equals(last.installation()) || !before.key().equals(last.key())) {
      return Optional.of(
          broken(
              "the audit of installation %s, signed by key %s"
                  .formatted(last.installation(), last.fingerprint()),
              "that of the kept heads: %s, by key %s"
                  .formatted(before.installation(), before.fingerprint())));
    }
    return before.sequence() <= sequence
        ? Optional.empty()
        : Optional.of(
            broken(
                "the end after event %d".formatted(sequence),
                "event %d, of which the head kept at %s speaks: something was cut off"
                    .formatted(before.sequence(), before.at())));
  }

  private Verdict.Broken broken(String found, String expected) {
    return new Verdict.Broken(line, found, expected);
  }
}
