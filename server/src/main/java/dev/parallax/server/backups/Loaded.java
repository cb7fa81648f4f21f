package dev.parallax.server.backups;

import dev.parallax.formats.backup.BackupReader;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Takes a backup part by part: rows go into their tables, files are held.
final class Loaded implements BackupReader.Visitor {
  private final RestoreStore store;
  private final SequencedMap<String, Long> rows = new LinkedHashMap<>();
  private final ByteArrayOutputStream heads = new ByteArrayOutputStream();
  private @Nullable String table;

  Loaded(RestoreStore store) {
    this.store = store;
  }

  @Override
  public void table(String name, List<String> columns) {
    finish();
    store.begin(name, columns);
    table = name;
  }

  /// There is one file; another one would be of a newer format.
  @Override
  public void file(String name) {
    finish();
  }

  @Override
  public void bytes(byte[] more) {
    if (table == null) {
      heads.writeBytes(more);
    } else {
      store.add(more);
    }
  }

  /// The table that was begun is complete.
  void finish() {
    if (table != null) {
      rows.put(table, store.end());
      table = null;
    }
  }

  /// How many rows each table took.
  SequencedMap<String, Long> rows() {
    return rows;
  }

  byte[] heads() {
    return heads.toByteArray();
  }
}
