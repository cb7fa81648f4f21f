package dev.parallax.server.shell;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs PostgreSQL's programs, as an unprivileged user where we are root: PostgreSQL refuses to run
/// as root.
final class PostgresTools {
  private static final int ROOT = 0;

  /// `nobody` of every common Linux; used only when root starts the program in a folder of root's.
  private static final int NOBODY = 65_534;

  private static final int PATIENCE_SECONDS = 90;

  private final Path home;
  private final Path folder;
  private final int user;

  private PostgresTools(Path home, Path folder, int user) {
    this.home = home;
    this.folder = folder;
    this.user = user;
  }

  static PostgresTools in(Path folder) throws IOException {
    Path home = PostgresBinaries.unpackedIn(folder);
    return new PostgresTools(home, folder, weAreRoot(folder) ? NOBODY : -1);
  }

  private static boolean weAreRoot(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "owner", "");
    int owner = (int) Files.getAttribute(probe, "unix:uid");
    Files.delete(probe);
    return owner == ROOT;
  }

  /// Hands a file or folder to the user that PostgreSQL runs as.
  void give(Path path) throws IOException {
    if (user >= 0) {
      Files.setAttribute(path, "unix:uid", user);
      Files.setAttribute(path, "unix:gid", user);
    }
  }

  /// Whether a process with this executable is one of ours.
  boolean isOurs(String executable) {
    try {
      return Path.of(executable).startsWith(home.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("Looking at " + home, e);
    }
  }

  void run(String doing, List<String> command) {
    run(doing, command, "");
  }

  /// Runs a program to its end.
  ///
  /// @throws StartRefused with the end of what it printed if it fails or takes too long
  void run(String doing, List<String> command, String input) {
    Path printed = folder.resolve("last-command.log");
    try {
      Process process =
          new ProcessBuilder(asUser(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw failed(doing, ended, printed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException(doing + " was interrupted"));
    } catch (IOException e) {
      throw new UncheckedIOException("%s PostgreSQL in %s".formatted(doing, folder), e);
    }
  }

  private StartRefused failed(String doing, boolean ended, Path printed) throws IOException {
    String said = Files.readString(printed).strip();
    return new StartRefused(
        "%s the embedded PostgreSQL %s: %s"
            .formatted(doing, ended ? "failed" : "took too long", said.isEmpty() ? "-" : said),
        "Parallax keeps its ledger in it, in %s.".formatted(folder),
        "Look at %s, or use a PostgreSQL of your own with PARALLAX_DATABASE_URL."
            .formatted(folder.resolve("postgres.log")));
  }

  private List<String> asUser(List<String> command) throws IOException {
    List<String> all = new ArrayList<>();
    if (user >= 0) {
      all.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
      if (!reachableByAll()) {
        all.add("--securebits=+no_setuid_fixup"); // or access(2) forgets the capability
        all.add("--inh-caps=+dac_read_search");
        all.add("--ambient-caps=+dac_read_search");
      }
    }
    all.add(home.resolve("bin").resolve(command.getFirst()).toString());
    all.addAll(command.subList(1, command.size()));
    return all;
  }

  /// Whether everybody may pass through all folders above: root's home, for one, lets nobody pass.
  private boolean reachableByAll() throws IOException {
    for (Path at = home; at != null; at = at.getParent()) {
      if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }
}
