package dev.parallax.server.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder that holds everything an installation keeps, used by one process at a time.
///
/// The operating system drops the lock when the process ends, however it ends, so a killed Parallax
/// leaves nothing behind that stops the next one.
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Makes the folder where it is missing and takes its lock.
  ///
  /// @throws StartRefused if it cannot be written or another Parallax uses it
  static DataFolder open(Path path) {
    Path file = path.resolve("parallax.lock");
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (locked(channel) == null) {
        String owner = Files.readString(file).strip();
        channel.close();
        throw inUse(path, owner);
      }
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
      channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new StartRefused(
          "The data folder %s cannot be used: %s.".formatted(path, e.getMessage()),
          "Parallax keeps its ledger, definitions and database there and must be able to write.",
          "Make it writable, or choose another: PARALLAX_DATA=/some/folder ./parallax up",
          e);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static StartRefused inUse(Path path, String owner) {
    return new StartRefused(
        "Another Parallax (process %s) uses the data folder %s.".formatted(owner, path),
        "One folder belongs to one process: two writers would each believe they hold the whole ledger.",
        "Stop that process, or give this one a folder and a port of its own:"
            + " PARALLAX_DATA=/some/folder PARALLAX_PORT=8081 ./parallax up");
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
