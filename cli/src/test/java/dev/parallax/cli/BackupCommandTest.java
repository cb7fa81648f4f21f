package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.backup.BackupManifest;
import dev.parallax.formats.backup.BackupWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  @TempDir private Path folder;

  @Test
  void aWholeBackupIsSaidToBeWhole() throws IOException {
    Path file = folder.resolve("one.backup");
    try (OutputStream out = Files.newOutputStream(file)) {
      BackupWriter writer =
          new BackupWriter(out, new BackupManifest("9.1", "some", Instant.EPOCH, List.of()));
      writer.table("things", List.of("id"));
      writer.counted("things", 1_234);
      writer.seal(List.of(), "none");
    }

    Run run = Run.alone("backup", "--verify", file.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "one.backup is whole: 1,234 rows of 1 tables as of 1970-01-01T00:00:00Z, by Parallax 9.1. Seal ");
  }

  @Test
  void aDamagedOneIsRefusedInThreeParts() throws IOException {
    Path file = folder.resolve("one.backup");
    Files.writeString(file, "Parallax backup 1\nM");

    Run run = Run.alone("backup", "--verify", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("The backup is damaged: it ends before its seal", "Take another copy");
  }

  @Test
  void whatTheServerSendsIsVerifiedBeforeItHasItsName() throws IOException {
    try (FakeServer server =
        new FakeServer().answering("POST /api/v1/backups", 200, "Parallax backup 1\nM")) {
      Run run = Run.with(server, "backup", folder.resolve("one.backup").toString());

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("The backup is damaged");
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void aRefusalIsPassedOnAndLeavesNothing() throws IOException {
    try (FakeServer server =
        new FakeServer()
            .answering("POST /api/v1/backups", 403, "{\"detail\":\"You may not. Ask Ana.\"}")) {
      Run run = Run.with(server, "backup", folder.resolve("one.backup").toString());

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("You may not. Ask Ana.");
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void anotherFileIsNeverOverwritten() throws IOException {
    Path file = folder.resolve("one.backup");
    Files.writeString(file, "precious");

    Run run = Run.alone("backup", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("one.backup exists already.", "Name a new file");
    assertThat(file).hasContent("precious");
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
