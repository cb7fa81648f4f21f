package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.formats.backup.BackupReader;
import dev.parallax.formats.backup.BackupRefused;
import dev.parallax.ingest.Labels;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A backup is taken while the program works, put back elsewhere, and says the same to the digit.
@TestInstance(Lifecycle.PER_CLASS)
class BackupIT {
  private static final int DAMAGED = 1_000;
  private static final int CUT = 100;
  private static final int CLIENTS = 8;
  private static final int PER_SECOND = 200;
  private static final long SEED = Long.getLong("parallax.seed", System.nanoTime());
  private static final Map<String, String> SETTINGS =
      Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_STATEMENT_SETTLE", "PT1S");

  private final Random random = new Random(SEED);
  private final Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
  private final Instant begin = end.minus(Duration.ofHours(1));
  private final Path file;
  private final RunningParallax parallax;
  private final Api api;

  /// What was said before the backup was taken, and what had been acknowledged.
  private final List<JsonNode> said = new ArrayList<>();

  private long acknowledgedBefore;
  private long triedAfter;

  BackupIT(@TempDir Path folder) {
    this.file = folder.resolve("one.backup");
    parallax = RunningParallax.start(folder.resolve("first"), SETTINGS);
    api = new Api(parallax);
    System.out.printf("seed %d%n", SEED);
    haveAPast();
    takeUnderLoad();
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  /// An hour of requests, and statements of two revisions of it.
  private void haveAPast() {
    api.apply(Api.ratio("checkout", "", "c_total{code=\"500\"}", "c_total{job=\"c\"}"));
    api.write(List.of(counter("200", 7), counter("500", 1)));
    said.add(api.json("/api/v1/statements?asOf=" + end));
    String exclusion =
        """
        {"id":"x-1","kind":"exclusion","from":"%s","until":"%s","author":"ana","reason":"planned work"}"""
            .formatted(begin.plusSeconds(600), begin.plusSeconds(1200));
    assertThat(
            api.post("/api/v1/slos/checkout/adjustments", "application/json", exclusion)
                .statusCode())
        .isEqualTo(201);
    said.add(api.json("/api/v1/statements?asOf=" + end));
  }

  private Series counter(String code, long step) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i <= 240; i++) {
      samples.add(new Sample(begin.plusSeconds(15L * i).toEpochMilli(), i * step));
    }
    return new Series(Labels.of(Labels.NAME, "c_total", "code", code, "job", "c"), samples);
  }

  private void takeUnderLoad() {
    try (Writers writers = Writers.at(api, CLIENTS)) {
      writers.begin(CLIENTS, PER_SECOND);
      writers.awaitAcknowledged(500);
      acknowledgedBefore = writers.acknowledged();
      String printed = new CommandLine(parallax).run("backup", file.toString());
      triedAfter = writers.tried();
      writers.awaitAcknowledged(100);
      writers.audit(api);
      System.out.printf(
          "%s%n%d acknowledged before, %d tried after; answers %s, the slowest after %d ms%n",
          printed.strip(),
          acknowledgedBefore,
          triedAfter,
          writers.answers(),
          writers.slowestMillis());
      assertThat(writers.answers().keySet()).containsExactly("204");
    }
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.resolveSibling("one.backup.half")).doesNotExist();
  }

  @Test
  void whatWasAcknowledgedBeforeIsThereAndStatementsSayTheSameToTheDigit(@TempDir Path second) {
    assertThat(restored(second, file)).contains("is restored", "The audit is whole.");
    try (RunningParallax again = RunningParallax.start(second, SETTINGS)) {
      Api there = new Api(again);

      for (JsonNode before : said) {
        assertThat(there.json("/api/v1/statements/" + before.get("id").asText())).isEqualTo(before);
      }
      assertThat(there.slices("checkout", begin, end))
          .isEqualTo(api.slices("checkout", begin, end));
      assertThat(Writers.counted(there, begin)).isBetween(acknowledgedBefore, triedAfter);
      assertThat(there.json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
      assertThat(again.get("/api/v1/audit").body()).contains("Restored as of");
      try (Writers writers = Writers.at(there, 1)) {
        writers.begin(1, 50);
        writers.awaitAcknowledged(20);
      }
    }
    assertThat(refused(second, file)).contains("tables already", "nothing is overwritten");
  }

  @Test
  void everyDamagedByteIsRefusedWithAMessage(@TempDir Path other) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Path damaged = other.resolve("damaged");
    int refused = 0;
    for (int i = 0; i < DAMAGED; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
      refused += isRefused(damaged, changed) ? 1 : 0;
    }
    int cut = 0;
    for (int i = 0; i < CUT; i++) {
      cut += isRefused(damaged, Arrays.copyOf(whole, random.nextInt(whole.length))) ? 1 : 0;
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);

    System.out.printf(
        "%,d bytes: %d of %d changed bytes refused, %d of %d cut files%n",
        whole.length, refused, DAMAGED, cut, CUT);
    assertThat(refused).isEqualTo(DAMAGED);
    assertThat(cut).isEqualTo(CUT);
    assertThat(isRefused(damaged, longer)).isTrue();
    assertThat(isRefused(damaged, whole)).isFalse();
    Files.write(damaged, longer);
    Path third = other.resolve("third");
    assertThat(refused(third, damaged))
        .contains("The backup is damaged: something stands behind its seal", "Take another copy");
    assertThat(third.resolve("postgres")).doesNotExist();
  }

  private static boolean isRefused(Path to, byte[] bytes) throws IOException {
    Files.write(to, bytes);
    try {
      BackupReader.verify(to);
      return false;
    } catch (BackupRefused e) {
      assertThat(e.getMessage()).hasSizeGreaterThan(60);
      return true;
    }
  }

  /// The program as it is now restores what older ones wrote, and migrates it.
  @Test
  void backupsOfOlderVersionsAreRestoredAndMigrated(@TempDir Path older) throws IOException {
    Path kept = older.resolve("0.1.0.backup");
    try (InputStream in = BackupIT.class.getResourceAsStream("/backups/0.1.0.backup")) {
      Files.write(kept, in.readAllBytes());
    }
    Path data = older.resolve("data");
    assertThat(restored(data, kept)).contains("is restored");

    try (RunningParallax again = RunningParallax.start(data, SETTINGS)) {
      Api there = new Api(again);

      JsonNode statement = there.json("/api/v1/statements/S-WH6X6-4");
      assertThat(statement.at("/slos/0/objectives/0/counted/total").asLong()).isEqualTo(1600);
      assertThat(there.json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
    }
  }

  private static String restored(Path data, Path from) {
    RunningParallax restoring = RunningParallax.launch(data, Map.of(), "restore", from.toString());
    assertThat(restoring.awaitEnd()).as(restoring.printed()).isZero();
    return restoring.printed();
  }

  private static String refused(Path data, Path from) {
    RunningParallax restoring = RunningParallax.launch(data, Map.of(), "restore", from.toString());
    assertThat(restoring.awaitEnd()).as(restoring.printed()).isEqualTo(1);
    assertThat(restoring.printed()).doesNotContain("\tat ");
    return restoring.printed();
  }
}
