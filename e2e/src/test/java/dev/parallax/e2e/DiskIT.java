package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that are full, that fail, and that are asked too early: what is acknowledged is on disk,
/// and nothing else is acknowledged.
class DiskIT {
  private static final int CLIENTS = 4;
  private static final int PER_SECOND = 100;
  private static final int ROOM_MIB = 64;
  private static final int FLUSHED = Integer.getInteger("parallax.flushes", 1_000);
  private static final int FAILURES = Integer.getInteger("parallax.failures", 2);
  private static final Map<String, String> SETTINGS = Map.of("PARALLAX_SELF_EVERY", "PT1H");
  private static final Pattern CALL =
      Pattern.compile("^(\\d+) +(\\d+\\.\\d+) (<\\.\\.\\. )?(\\w+)(\\(| resumed>)(.*)$");

  @TempDir private Path data;
  @TempDir private Path beside;

  /// Every acknowledgement leaves the program after a flush that began after its commit was written
  /// to the log of the database. One request at a time, so that each acknowledgement has its own.
  @Test
  void everyAcknowledgementFollowsAFlushOfItsOwn() throws IOException {
    Path seen = beside.resolve("seen");
    try (RunningParallax parallax = RunningParallax.start(data, SETTINGS);
        Writers writers = Writers.at(new Api(parallax), 1)) {
      writers.write();
      try (Postgres.Strace _ =
          new Postgres(data)
              .strace(
                  seen,
                  List.of(parallax.process()),
                  "-ttt",
                  "-y",
                  "-s",
                  "16",
                  "-e",
                  "trace=fdatasync,fsync,pwrite64,pwritev,write,writev,sendto,sendmsg")) {
        for (int i = 0; i < FLUSHED; i++) {
          writers.write();
        }
      }
      assertThat(writers.acknowledged()).isEqualTo(FLUSHED + 1L);
    }

    int flushed = 0;
    int answered = 0;
    Set<Integer> written = new HashSet<>();
    Set<Integer> flushing = new HashSet<>();
    boolean durable = false;
    for (Call call : calls(seen)) {
      if (call.isAnswer()) {
        answered++;
        flushed += durable ? 1 : 0;
        durable = false;
        written.clear();
        flushing.clear();
      } else if (call.writesLog()) {
        written.add(call.pid());
      } else if (call.flushes()) {
        if (call.begins() && written.contains(call.pid())) {
          flushing.add(call.pid());
        }
        durable |= call.ends() && flushing.contains(call.pid());
      }
    }
    System.out.printf("%d of %d acknowledgements follow a flush of their own%n", flushed, answered);
    assertThat(answered).isEqualTo(FLUSHED);
    assertThat(flushed).isEqualTo(FLUSHED);
  }

  /// A line of strace: a call that begins, ends, or both.
  private record Call(int pid, String name, boolean begins, boolean ends, String rest) {
    boolean writesLog() {
      return ends && name.startsWith("pwrite") && (rest.contains("/pg_wal/") || !begins);
    }

    boolean flushes() {
      return name.equals("fdatasync") || name.equals("fsync");
    }

    boolean isAnswer() {
      return begins && rest.contains("\"HTTP/1.1 204");
    }
  }

  private static List<Call> calls(Path seen) throws IOException {
    List<Call> calls = new ArrayList<>();
    for (String line : Files.readAllLines(seen, StandardCharsets.ISO_8859_1)) {
      Matcher parts = CALL.matcher(line);
      if (parts.matches()) {
        boolean begins = parts.group(3) == null;
        calls.add(
            new Call(
                Integer.parseInt(parts.group(1)),
                parts.group(4),
                begins,
                !begins || !line.endsWith("<unfinished ...>"),
                parts.group(6)));
      }
    }
    return calls;
  }

  /// The database cannot flush or write: it stops rather than to say that it did, nothing is
  /// acknowledged meanwhile, and it is there again when the disk is.
  @Test
  void aDiskThatFailsLosesNothingThatWasAcknowledged() {
    try (RunningParallax parallax = RunningParallax.start(data, SETTINGS);
        Writers writers = Writers.at(new Api(parallax), CLIENTS)) {
      writers.begin(CLIENTS, PER_SECOND);
      for (int failure = 0; failure < FAILURES; failure++) {
        writers.awaitAcknowledged(30);
        String call = failure % 2 == 0 ? "fdatasync" : "pwrite64";
        int refused = writers.refusals().size();
        try (Postgres.Strace _ =
            new Postgres(data)
                .strace(
                    beside.resolve("failed"),
                    List.of(),
                    "-e",
                    "trace=" + call,
                    "-e",
                    "inject=%s:error=EIO:when=%d+".formatted(call, 1 + failure))) {
          Poll.until(
              "a refused write",
              Duration.ofMinutes(1),
              writers::refusals,
              some -> some.size() > refused);
        }
        writers.awaitAcknowledged(30);
      }
      Api api = new Api(parallax);
      writers.audit(api);
      OutageIT.say(writers);
      assertThat(writers.answers().keySet()).isSubsetOf("204", "503");
      OutageIT.assertRefusalsAskToComeAgain(writers);
      assertThat(api.json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
    }
  }

  /// The disk is full: writes are refused, reading goes on, and when there is room again, so does
  /// everything else, without a hand.
  @Test
  void aFullDiskLosesNothingAndIsSaidBefore() throws IOException {
    Path disk = Files.createDirectory(beside.resolve("disk"));
    String mounted =
        Postgres.command("mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", disk.toString());
    assumeTrue(
        mounted.isEmpty(), "no small disk could be mounted here, which root may do: " + mounted);
    try (RunningParallax parallax = RunningParallax.start(disk, SETTINGS);
        Writers writers = Writers.at(new Api(parallax), CLIENTS)) {
      long used = disk.toFile().getTotalSpace() - disk.toFile().getUsableSpace();
      long size = (used >> 20) + ROOM_MIB;
      Postgres.command("mount", "-o", "remount,size=%dm".formatted(size), disk.toString());
      Api api = new Api(parallax);
      writers.begin(CLIENTS, PER_SECOND);
      writers.awaitAcknowledged(50);
      api.json("/api/v1/statements/latest");

      Path ballast = disk.resolve("ballast");
      Files.createFile(ballast);
      Poll.until(
          "a refused write",
          Duration.ofMinutes(3),
          writers::refusals,
          some -> {
            fillUp(ballast, disk);
            return !some.isEmpty();
          });
      for (String page :
          List.of("/services", "/slos/" + Writers.SLO, "/api/v1/statements/latest")) {
        assertThat(parallax.get(page, "Accept", "text/html,*/*").statusCode())
            .as(page)
            .isEqualTo(200);
      }
      Poll.until(
          "a warning", Duration.ofSeconds(30), parallax::printed, said -> said.contains("% full"));
      assertThat(parallax.get("/health").body()).contains("\"warning\": true");
      Files.delete(ballast);

      writers.awaitAcknowledged(50);
      writers.audit(api);
      OutageIT.say(writers);
      assertThat(writers.answers().keySet()).isSubsetOf("204", "503");
      OutageIT.assertRefusalsAskToComeAgain(writers);
      assertThat(api.json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
    } finally {
      Postgres.command("umount", disk.toString());
    }
  }

  private static void fillUp(Path ballast, Path disk) {
    try {
      fill(ballast, Files.size(ballast) + disk.toFile().getUsableSpace());
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static void fill(Path ballast, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
      byte[] block = new byte[4_096];
      file.seek(file.length());
      while (file.length() + block.length <= size) {
        file.write(block);
      }
    }
  }
}
