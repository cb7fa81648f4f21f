package dev.parallax.server.shell;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs for this machine, unpacked once into a folder.
final class PostgresBinaries {
  private static final int EXECUTABLE = 0111;

  private PostgresBinaries() {}

  /// Unpacks the programs into `parent/bin-ARCHIVE` unless they are there, and returns that folder.
  /// They appear under their final name only when complete.
  static Path unpackedIn(Path parent) {
    String archive = archive();
    Path home = parent.resolve("programs-" + archive);
    if (Files.isDirectory(home)) {
      return home;
    }
    Path half = parent.resolve("programs.half");
    try (InputStream bytes = open(archive)) {
      delete(half);
      Files.createDirectories(half);
      unpack(new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(bytes))), half);
      return Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Unpacking PostgreSQL into " + home, e);
    }
  }

  private static String archive() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean arm = List.of("aarch64", "arm64").contains(machine);
    return (system.startsWith("mac") ? "darwin" : system) + (arm ? "-arm_64" : "-x86_64");
  }

  private static InputStream open(String archive) {
    InputStream bytes =
        PostgresBinaries.class.getResourceAsStream("/postgres-%s.txz".formatted(archive));
    if (bytes == null) {
      throw new StartRefused(
          "Parallax brings no PostgreSQL for this machine (%s).".formatted(archive),
          "The embedded database exists for Linux on x86-64 and arm64.",
          "Use a PostgreSQL of your own: PARALLAX_DATABASE_URL=postgres://user:password@host:5432/name");
    }
    return bytes;
  }

  private static void unpack(TarArchiveInputStream tar, Path into) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = into.resolve(entry.getName()).normalize();
      if (!path.startsWith(into)) {
        throw new IOException("Entry leaves its folder: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(path.getParent());
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      } else {
        Files.copy(tar, path);
        boolean runs = (entry.getMode() & EXECUTABLE) != 0;
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  /// Deletes a folder and everything in it; nothing happens when it is absent.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
