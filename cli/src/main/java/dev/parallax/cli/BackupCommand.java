package dev.parallax.cli;

import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Terminal;
import dev.parallax.formats.backup.BackupReader;
import dev.parallax.formats.backup.BackupRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes a backup of a running server, or says whether one is whole.
///
/// It arrives under another name that only its owner reads, is verified byte by byte and is on disk
/// before it gets its name: a file of that name is a whole backup.
@Command(
    name = "backup",
    description = "Takes a backup of the whole installation while it works, or verifies one.")
final class BackupCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "Where it is written to; it must not exist yet.")
  private Path file = Path.of("");

  @Option(
      names = "--verify",
      description = "Says whether a backup is whole, byte by byte; asks no server.")
  private boolean verifyOnly;

  @Mixin private Options.ToServer server = new Options.ToServer();

  BackupCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      return verifyOnly ? verified() : taken();
    } catch (IOException e) {
      throw CommandFailed.problem(
          "%s: %s.".formatted(file, e),
          "A backup is written there, or read from there.",
          "Check its name, your rights and the room on the disk.");
    }
  }

  private int verified() throws IOException {
    say("%s is whole".formatted(file), whole(file));
    return ExitCode.OK;
  }

  private int taken() throws IOException {
    Path to = file.toAbsolutePath();
    if (Files.exists(to)) {
      throw CommandFailed.problem(
          "%s exists already.".formatted(file),
          "A backup never takes the place of another one.",
          "Name a new file, such as parallax-2026-11-23.backup.");
    }
    Path half = to.resolveSibling(to.getFileName() + ".half");
    Files.deleteIfExists(half);
    try {
      Files.createFile(
          half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Server from = server.connect(terminal);
      from.save("/api/v1/backups", half);
      BackupReader.Whole whole = whole(half);
      Files.move(half, to, StandardCopyOption.ATOMIC_MOVE);
      flush(to.resolveSibling(""));
      say("%s is written and whole".formatted(file), whole);
    } finally {
      Files.deleteIfExists(half);
    }
    return ExitCode.OK;
  }

  /// A name is kept when its folder is on disk.
  private static void flush(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static BackupReader.Whole whole(Path path) throws IOException {
    try {
      return BackupReader.verify(path);
    } catch (BackupRefused e) {
      throw CommandFailed.problem("%s: %s".formatted(path, e.found()), e.expected(), e.remedy());
    }
  }

  private void say(String what, BackupReader.Whole whole) {
    terminal
        .out()
        .println(
            "%s: %,d rows of %d tables as of %s, by Parallax %s. Seal %s."
                .formatted(
                    what,
                    whole.seal().allRows(),
                    whole.seal().rows().size(),
                    whole.manifest().takenAt(),
                    whole.manifest().product(),
                    whole.hash()));
  }
}
