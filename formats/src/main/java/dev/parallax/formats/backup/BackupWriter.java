package dev.parallax.formats.backup;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.zip.Deflater;

/// Writes a backup as a stream: a manifest, tables, files, and at last the seal. What has no seal
/// is refused by every reader, so an interrupted backup is never taken for one.
public final class BackupWriter {
  private final DataOutputStream out;
  private final Chain chain = new Chain();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(Chain.CHUNK * 2);
  private final SequencedMap<String, Long> rows = new LinkedHashMap<>();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

  public BackupWriter(OutputStream out, BackupManifest manifest) throws IOException {
    this.out = new DataOutputStream(out);
    this.out.write(Chain.BEGINNING);
    part(Chain.MANIFEST, utf8(manifest.text()));
  }

  /// Begins a table.
  public void table(String name, List<String> columns) throws IOException {
    flush();
    part(Chain.TABLE, utf8(name + " " + String.join(" ", columns)));
  }

  /// Begins a file of the data folder.
  public void file(String name) throws IOException {
    flush();
    part(Chain.FILE, utf8(name));
  }

  /// Adds to the table or file that was begun.
  public void add(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(bytes.length - from, Chain.CHUNK - waiting.size());
      waiting.write(bytes, from, length);
      from += length;
      if (waiting.size() == Chain.CHUNK) {
        flush();
      }
    }
  }

  /// The table is complete.
  public void counted(String table, long count) {
    rows.put(table, count);
  }

  /// Says that it is whole. Nothing is written after that.
  public void seal(List<BackupSeal.Sequence> sequences, String auditHead) throws IOException {
    flush();
    part(Chain.SEAL, utf8(new BackupSeal(rows, sequences, auditHead).text()));
    deflater.end();
    out.flush();
  }

  private void flush() throws IOException {
    if (waiting.size() == 0) {
      return;
    }
    deflater.reset();
    deflater.setInput(waiting.toByteArray());
    deflater.finish();
    byte[] packed = new byte[Chain.CHUNK * 2];
    int length = deflater.deflate(packed);
    waiting.reset();
    byte[] bytes = new byte[length];
    System.arraycopy(packed, 0, bytes, 0, length);
    part(Chain.BYTES, bytes);
  }

  private void part(byte kind, byte[] bytes) throws IOException {
    out.writeByte(kind);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.write(chain.next(kind, bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
