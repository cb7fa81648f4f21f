package dev.parallax.formats.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class AuditFileTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.100Z");
  private static final String INSTALLATION = "0f8fad5b-d9cb-469f-a165-70867728950e";
  private static final int EVENTS = 200;

  private final KeyPair keys = keys();
  private final List<String> lines = lines(EVENTS, keys);

  private enum Tampering {
    EDIT,
    DELETE_A_BYTE,
    INSERT_A_BYTE,
    DELETE_LINES,
    REPEAT_A_LINE,
    INSERT_A_FORGED_LINE,
    SWAP,
    TRUNCATE,
    CUT_EVENTS_OFF
  }

  @Test
  void whatWasExportedIsWhole() throws IOException {
    AuditFile.Verdict verdict = verdict(text(lines));

    assertThat(verdict).isInstanceOf(AuditFile.Verdict.Whole.class);
    assertThat(((AuditFile.Verdict.Whole) verdict).events()).isEqualTo(EVENTS);
  }

  @Test
  void anEmptyAuditHasAHeadAndIsWhole() throws IOException {
    assertThat(verdict(text(lines(0, keys)))).isInstanceOf(AuditFile.Verdict.Whole.class);
  }

  @Test
  void aThousandRandomChangesAreAllDetected() throws IOException {
    long seed = 20_261_123;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] whole = text(lines);
    Map<Tampering, Integer> tried = new EnumMap<>(Tampering.class);

    for (int i = 0; i < 1_000; i++) {
      Tampering how = Tampering.values()[i % Tampering.values().length];
      byte[] changed = tampered(how, whole, random);
      if (!Arrays.equals(changed, whole)) {
        tried.merge(how, 1, Integer::sum);
        assertThat(verdict(changed))
            .as("seed %d, change %d: %s", seed, i, how)
            .isInstanceOf(AuditFile.Verdict.Broken.class);
      }
    }

    assertThat(tried.keySet()).containsExactly(Tampering.values());
    assertThat(tried.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_000);
    System.out.println("changes detected: " + tried);
  }

  @Test
  void aChainThatWasMadeAnewIsSignedByAnotherKey() throws IOException {
    AuditFile.Verdict verdict = verdict(text(lines(EVENTS, keys())));

    AuditHead head = ((AuditFile.Verdict.Whole) verdict).head();
    assertThat(head.fingerprint())
        .isNotEqualTo(AuditHead.read(lines.getLast()).orElseThrow().fingerprint());
  }

  @Test
  void anInstantOfTheHeadThatIsWrittenOtherwiseIsAChange() throws IOException {
    List<String> changed = new ArrayList<>(lines);
    changed.set(EVENTS, lines.getLast().replace("12:00:00.100Z", "12:00:00.1Z"));

    assertThat(verdict(text(changed))).isInstanceOf(AuditFile.Verdict.Broken.class);
  }

  @Test
  void aThousandChainsThatWereCutOffOrMadeAnewAndSignedAreSeenByAHeadThatWasKept()
      throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_124);
    AuditHead kept = AuditHead.read(lines.getLast()).orElseThrow();
    for (int i = 0; i < 500; i++) {
      List<String> shorter = lines(random.nextInt(EVENTS), keys);
      assertThat(AuditFile.verify(stream(shorter))).isInstanceOf(AuditFile.Verdict.Whole.class);
      assertThat(AuditFile.verify(stream(shorter), List.of(kept)))
          .isInstanceOf(AuditFile.Verdict.Broken.class);

      List<String> other = lines(EVENTS + 5, keys, random.nextInt(EVENTS));
      assertThat(AuditFile.verify(stream(other))).isInstanceOf(AuditFile.Verdict.Whole.class);
      assertThat(AuditFile.verify(stream(other), List.of(kept)))
          .isInstanceOf(AuditFile.Verdict.Broken.class);
    }
  }

  @Test
  void headsThatWereKeptAreLedThroughByWhatCameAfterThem() throws IOException {
    List<AuditHead> kept =
        List.of(
            AuditHead.read(lines(0, keys).getLast()).orElseThrow(),
            AuditHead.read(lines(70, keys).getLast()).orElseThrow(),
            AuditHead.read(lines.getLast()).orElseThrow());

    assertThat(AuditFile.verify(stream(lines), kept)).isInstanceOf(AuditFile.Verdict.Whole.class);
    assertThat(AuditFile.verify(stream(lines(EVENTS + 9, keys)), kept))
        .isInstanceOf(AuditFile.Verdict.Whole.class);
  }

  @Test
  void anAuditOfAnotherKeyIsNotThatOfTheKeptHeads() throws IOException {
    List<AuditHead> kept = List.of(AuditHead.read(lines(70, keys).getLast()).orElseThrow());

    AuditFile.Verdict verdict = AuditFile.verify(stream(lines(EVENTS, keys())), kept);

    assertThat(((AuditFile.Verdict.Broken) verdict).expected())
        .startsWith("that of the kept heads")
        .contains(kept.getFirst().fingerprint());
  }

  @Test
  void itSaysWhereTheChainBreaks() throws IOException {
    List<String> changed = new ArrayList<>(lines);
    changed.set(41, lines.get(41).replace("ana", "bob"));

    assertThat(verdict(text(changed)))
        .isEqualTo(
            new AuditFile.Verdict.Broken(
                42, "event 42 was changed", "its hash to be the one that is written"));
  }

  private byte[] tampered(Tampering how, byte[] whole, RandomGenerator random) {
    int at = random.nextInt(whole.length);
    List<String> changed = new ArrayList<>(lines);
    int line = random.nextInt(EVENTS - 1);
    return switch (how) {
      case EDIT -> {
        byte[] edited = whole.clone();
        edited[at] = (byte) (edited[at] + 1 + random.nextInt(255));
        yield edited;
      }
      case DELETE_A_BYTE -> without(whole, at, at + 1);
      case TRUNCATE -> Arrays.copyOf(whole, at);
      case INSERT_A_BYTE -> {
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        System.arraycopy(whole, at, longer, at + 1, whole.length - at);
        longer[at] = (byte) random.nextInt(256);
        yield longer;
      }
      case DELETE_LINES -> {
        changed.subList(line, line + 1 + random.nextInt(EVENTS - line)).clear();
        yield text(changed);
      }
      case REPEAT_A_LINE -> {
        changed.add(random.nextInt(changed.size()), changed.get(line));
        yield text(changed);
      }
      case INSERT_A_FORGED_LINE -> {
        changed.add(line, AuditLink.of(line + 1, AuditLink.NOTHING, fields(line)).line());
        yield text(changed);
      }
      case SWAP -> {
        Collections.swap(changed, line, line + 1 + random.nextInt(EVENTS - line));
        yield text(changed);
      }
      case CUT_EVENTS_OFF -> {
        changed.subList(line, EVENTS).clear();
        yield text(changed);
      }
    };
  }

  private static byte[] without(byte[] whole, int from, int until) {
    byte[] shorter = Arrays.copyOf(whole, whole.length - (until - from));
    System.arraycopy(whole, until, shorter, from, whole.length - until);
    return shorter;
  }

  private static List<String> lines(int events, KeyPair keys) {
    return lines(events, keys, -1);
  }

  /// @param other the event in which something else stands
  private static List<String> lines(int events, KeyPair keys, int other) {
    List<String> lines = new ArrayList<>();
    String previous = AuditLink.NOTHING;
    for (int i = 0; i < events; i++) {
      AuditLink link = AuditLink.of(i + 1, previous, fields(i == other ? i + 1 : i));
      lines.add(link.line());
      previous = link.hash();
    }
    lines.add(AuditHead.sign(keys, INSTALLATION, events, previous, NOON).line());
    return lines;
  }

  private static SequencedMap<String, String> fields(int i) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("at", NOON.plusSeconds(i).toString());
    fields.put("who", "person:ana");
    fields.put("what", "correct-ledger/perform");
    fields.put("reason", "Line \"%d\"\nof naïve \\ text".formatted(i));
    return fields;
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static InputStream stream(List<String> lines) {
    return new ByteArrayInputStream(text(lines));
  }

  private static AuditFile.Verdict verdict(byte[] text) throws IOException {
    return AuditFile.verify(new ByteArrayInputStream(text));
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK brings Ed25519; this one does not.", e);
    }
  }
}
