package dev.parallax.ingest;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// Room for one decompressed message, used again for the next: fresh memory would have to be
/// fetched, cleared and collected each time. A few of at most 4 MB are kept.
final class Scratch implements AutoCloseable {
  private static final int KEPT = 8;
  private static final int LARGEST_KEPT = 4 << 20;
  private static final Queue<byte[]> FREE = new ArrayBlockingQueue<>(KEPT);

  private byte[] bytes;

  private Scratch(byte[] bytes) {
    this.bytes = bytes;
  }

  static Scratch take() {
    byte[] free = FREE.poll();
    return new Scratch(free == null ? new byte[0] : free);
  }

  /// At least so many bytes, in which anything may stand.
  byte[] room(int length) {
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, Math.min(2 * length, LARGEST_KEPT))];
    }
    return bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (bytes.length > 0 && bytes.length <= LARGEST_KEPT) {
      FREE.offer(bytes);
    }
    bytes = new byte[0];
  }
}
