package dev.parallax.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The database processes of a running program: stopped, killed, and looked at by strace.
final class Postgres {
  private final Path data;

  Postgres(Path data) {
    this.data = data;
  }

  /// A strace that is attached, until it is closed.
  record Strace(Process process) implements AutoCloseable {
    @Override
    public void close() {
      command("kill", "-INT", Long.toString(process.pid()));
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ProcessHandle postmaster() {
    try {
      Path file = data.resolve("postgres/cluster/postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return ProcessHandle.of(pid).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ProcessHandle> all() {
    ProcessHandle postmaster = postmaster();
    return Stream.concat(Stream.of(postmaster), postmaster.children()).toList();
  }

  /// As a machine that stalls: connections stay, nothing answers.
  void stall() {
    all().forEach(each -> command("kill", "-STOP", Long.toString(each.pid())));
  }

  void goOn() {
    all().forEach(each -> command("kill", "-CONT", Long.toString(each.pid())));
  }

  /// As `kill -9` of all of it at once.
  void kill() {
    all().forEach(ProcessHandle::destroyForcibly);
  }

  /// Attaches strace to every process of it and to some others, and waits until it is attached.
  ///
  /// @param out where it writes what it sees
  Strace strace(Path out, List<ProcessHandle> others, String... options) {
    List<String> line = new ArrayList<>(List.of("strace", "-f", "-o", out.toString()));
    line.addAll(List.of(options));
    Stream.concat(all().stream(), others.stream())
        .forEach(each -> line.addAll(List.of("-p", Long.toString(each.pid()))));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      var said = process.inputReader();
      String first = said.readLine();
      assumeTrue(
          first != null && first.contains("attached"),
          "strace may not look at other processes here: " + first);
      Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
      return new Strace(process);
    } catch (IOException e) {
      throw new UncheckedIOException("strace is not installed: .ci/run does it", e);
    }
  }

  /// Runs a command of the system to its end.
  static String command(String... words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0 ? said : "failed (%d): %s".formatted(code, said.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + List.of(words), e);
    }
  }
}
