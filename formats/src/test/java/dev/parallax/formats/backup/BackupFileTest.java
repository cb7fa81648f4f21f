package dev.parallax.formats.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.formats.backup.BackupManifest.Migration;
import dev.parallax.formats.backup.BackupSeal.Sequence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {
  private static final BackupManifest MANIFEST =
      new BackupManifest(
          "1.0",
          "7b0e0f4c-6d66-4a50-9df6-0a3a4f1f5c11",
          Instant.parse("2026-11-23T17:00:00.123456Z"),
          List.of(new Migration("V1__shell.sql", "ab".repeat(32))));
  private static final List<Sequence> SEQUENCES =
      List.of(new Sequence("a_seq", 42, true), new Sequence("b_seq", 1, false));

  @TempDir private Path folder;
  private Path file = Path.of("");
  private byte[] whole = new byte[0];

  /// Keeps what it is handed.
  private static final class Kept implements BackupReader.Visitor {
    private final Map<String, ByteArrayOutputStream> all = new LinkedHashMap<>();
    private ByteArrayOutputStream now = new ByteArrayOutputStream();

    @Override
    public void table(String name, List<String> columns) {
      now = new ByteArrayOutputStream();
      all.put(name + columns, now);
    }

    @Override
    public void file(String name) {
      table(name, List.of());
    }

    @Override
    public void bytes(byte[] more) {
      now.writeBytes(more);
    }
  }

  @BeforeEach
  void writeOne() throws IOException {
    file = folder.resolve("one.backup");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BackupWriter writer = new BackupWriter(out, MANIFEST);
    writer.table("empty", List.of("id"));
    writer.counted("empty", 0);
    writer.table("many", List.of("id", "packed"));
    writer.add(random(700_000));
    writer.add(new byte[700_000]);
    writer.counted("many", 1_234_567_890_123L);
    writer.file("heads.jsonl");
    writer.add("{}\n".getBytes(StandardCharsets.UTF_8));
    writer.seal(SEQUENCES, "{\"head\":1}");
    whole = out.toByteArray();
  }

  @Test
  void whatWasWrittenIsRead() throws IOException, BackupRefused {
    Files.write(file, whole);
    Kept kept = new Kept();

    BackupReader.Whole read = BackupReader.read(file, kept);

    assertThat(read.manifest()).isEqualTo(MANIFEST);
    assertThat(read.seal().rows().toString()).isEqualTo("{empty=0, many=1234567890123}");
    assertThat(read.seal().sequences()).isEqualTo(SEQUENCES);
    assertThat(read.seal().auditHead()).isEqualTo("{\"head\":1}");
    assertThat(kept.all.keySet()).containsExactly("empty[id]", "many[id, packed]", "heads.jsonl[]");
    byte[] many = bytes(kept, "many[id, packed]");
    assertThat(Arrays.copyOf(many, 700_000)).isEqualTo(random(700_000));
    assertThat(Arrays.copyOfRange(many, 700_000, many.length)).isEqualTo(new byte[700_000]);
    assertThat(bytes(kept, "heads.jsonl[]")).asString().isEqualTo("{}\n");
  }

  @Test
  void theManifestIsReadableByPeopleAndSaysWhatIsSecret() {
    assertThat(new String(whole, 0, 1_000, StandardCharsets.ISO_8859_1))
        .startsWith("Parallax backup 1\n")
        .contains("taken: 2026-11-23T17:00:00.123456Z\n", "holds: hashes of passwords");
  }

  @Test
  void aFileWithAnyByteChangedIsRefused() throws IOException {
    Random random = new Random(7);
    List<Integer> places = new ArrayList<>();
    for (int at = 0; at < 900; at++) {
      places.add(at);
      places.add(whole.length - 1 - at);
    }
    random.ints(200, 0, whole.length).forEach(places::add);

    for (int at : places) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, changed);

      assertThatThrownBy(() -> BackupReader.verify(file))
          .as("byte %d", at)
          .isInstanceOf(BackupRefused.class);
    }
  }

  @Test
  void aFileThatEndsEarlyOrLateIsRefused() throws IOException {
    for (int length : new int[] {0, 1, 17, 18, 19, 200, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> BackupReader.verify(file))
          .as("%d bytes", length)
          .isInstanceOf(BackupRefused.class);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));

    assertThatThrownBy(() -> BackupReader.verify(file))
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining("behind its seal");
  }

  @Test
  void anotherFormatIsSaidWithBoth() throws IOException {
    Files.writeString(file, "Parallax backup 27\nwhatever this is");

    assertThatThrownBy(() -> BackupReader.verify(file))
        .hasMessage(
            "The backup has format 27. This program reads format 1. Use the Parallax that wrote it, or a newer one.");
  }

  @Test
  void aFileOfAnotherKindIsSaid() throws IOException {
    Files.writeString(file, "PK and so on, for more than a few bytes");

    assertThatThrownBy(() -> BackupReader.verify(file))
        .hasMessageStartingWith("The file does not begin as a backup does.");
  }

  @Test
  void partsThatChangePlacesAreRefused() throws IOException {
    byte[] changed = whole.clone();
    int first = new String(whole, StandardCharsets.ISO_8859_1).indexOf("T\0\0\0\10empty id");
    byte[] moved = Arrays.copyOfRange(whole, first, first + 45);
    System.arraycopy(whole, first + 45, changed, first, 45);
    System.arraycopy(moved, 0, changed, first + 45, 45);
    Files.write(file, changed);

    assertThatThrownBy(() -> BackupReader.verify(file)).isInstanceOf(BackupRefused.class);
  }

  private static byte[] bytes(Kept kept, String name) {
    return kept.all.getOrDefault(name, new ByteArrayOutputStream()).toByteArray();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
