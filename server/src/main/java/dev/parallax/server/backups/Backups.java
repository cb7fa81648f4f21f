package dev.parallax.server.backups;

import dev.parallax.formats.backup.BackupManifest;
import dev.parallax.formats.backup.BackupWriter;
import dev.parallax.server.audit.Audit;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Takes backups while the program works.
///
/// One transaction sees the database as of one instant, so everything that was acknowledged before
/// is in the file, and nothing half done is. Writers do not wait for it.
@Singleton
public final class Backups {
  /// The file of the data folder that goes along.
  static final String HEADS = "audit-heads.jsonl";

  private final BackupStore store;
  private final Audit audit;
  private final InstantSource clock;
  private final String version;

  Backups(
      BackupStore store,
      Audit audit,
      InstantSource clock,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
    this.version = version;
  }

  /// Writes everything as of now. What ends without its seal was not a backup.
  public void write(OutputStream to) throws IOException {
    String heads = audit.keptHeads(); // before the snapshot: none may speak of a later event
    Instant now = clock.instant();
    store.inSnapshot(
        snapshot -> {
          BackupManifest manifest =
              new BackupManifest(version, snapshot.installation(), now, snapshot.migrations());
          BackupWriter file = new BackupWriter(to, manifest);
          for (BackupStore.Table table : snapshot.tables()) {
            file.table(table.name(), table.columns());
            file.counted(table.name(), snapshot.copy(table, file::add));
          }
          if (!heads.isEmpty()) {
            file.file(HEADS);
            file.add(heads.getBytes(StandardCharsets.ISO_8859_1));
          }
          file.seal(snapshot.sequences(), audit.head(snapshot.handle()).line());
        });
  }
}
