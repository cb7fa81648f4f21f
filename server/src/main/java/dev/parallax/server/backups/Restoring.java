package dev.parallax.server.backups;

import dev.parallax.formats.audit.AuditHead;
import dev.parallax.formats.backup.BackupManifest;
import dev.parallax.formats.backup.BackupReader;
import dev.parallax.formats.backup.BackupRefused;
import dev.parallax.formats.backup.BackupSeal;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.shell.Errand;
import dev.parallax.server.shell.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/// Puts a backup back into an installation that was never started.
///
/// The whole file is verified before anything is opened. Then one transaction makes the schema as
/// it was, takes the rows, holds their numbers and the audit against the seal, and writes into the
/// audit that it was restored: it happens as a whole or not at all. An older schema is migrated by
/// the next start, as after any update.
public final class Restoring implements Errand {
  private static final String NOTHING_CHANGED = "Nothing was restored.";

  /// Made by the shell, which asks for errands.
  public Restoring() {}

  @Override
  public String word() {
    return "restore";
  }

  @Override
  public Work prepare(List<String> words) {
    if (words.size() != 1) {
      throw new StartRefused(
          "restore was given %d files.".formatted(words.size()),
          "One backup is restored, into an installation that was never started.",
          "./parallax restore FILE");
    }
    Path file = Path.of(words.getFirst()).toAbsolutePath().normalize();
    BackupReader.Whole whole = verified(file);
    for (BackupManifest.Migration each : whole.manifest().migrations()) {
      checkKnown(file, whole.manifest(), each);
    }
    return place -> restore(file, whole, place);
  }

  private static BackupReader.Whole verified(Path file) {
    try {
      return BackupReader.verify(file);
    } catch (BackupRefused e) {
      throw refused(file, e);
    } catch (IOException e) {
      throw new StartRefused(
          "%s cannot be read: %s.".formatted(file, e),
          "Expected a file that `parallax backup` wrote.",
          "Check its name and whether you may read it.",
          e);
    }
  }

  private static StartRefused refused(Path file, BackupRefused e) {
    return new StartRefused(file + ": " + e.found(), e.expected(), e.remedy(), e);
  }

  private static void checkKnown(
      Path file, BackupManifest manifest, BackupManifest.Migration migration) {
    boolean known = Scripts.text(migration.script()).isPresent();
    if (!known || !Scripts.sha256(migration.script()).equals(migration.sha256())) {
      throw new StartRefused(
          "%s was written by Parallax %s, whose schema has %s; this program %s."
              .formatted(
                  file,
                  manifest.product(),
                  migration.script(),
                  known ? "has another one of that name" : "does not know it"),
          "A backup is restored by the version that wrote it or a newer one: an older one would lose what it does not know.",
          "Use Parallax %s or newer.".formatted(manifest.product()));
    }
  }

  private static void restore(Path file, BackupReader.Whole whole, Place place) {
    Loaded loaded;
    try (RestoreStore store = RestoreStore.open(place)) {
      loaded = new Loaded(store);
      checkEmpty(store);
      store.makeSchema(whole.manifest().migrations());
      BackupReader.Whole again = BackupReader.read(file, loaded);
      loaded.finish();
      check(again, whole, loaded, store);
      store.giveOnFrom(whole.seal().sequences());
      Audit.add(store.handle(), event(whole, place));
      store.commit();
    } catch (BackupRefused e) {
      throw refused(file, e);
    } catch (IOException | SQLException | JdbiException e) {
      throw new StartRefused(
          "%s could not be put into %s: %s".formatted(file, place.owner(), e.getMessage()),
          NOTHING_CHANGED + " The database must be PostgreSQL of this version or newer, with room.",
          "Mend what is named, then restore again.",
          e);
    }
    keepHeads(loaded.heads(), place);
    say(file, whole, place);
  }

  private static void checkEmpty(RestoreStore store) {
    long tables = store.tables();
    if (tables > 0) {
      throw new StartRefused(
          "%s holds %d tables already.".formatted(store.name(), tables),
          "A backup is restored into an installation that was never started: nothing is overwritten.",
          "Choose an empty data folder (PARALLAX_DATA=/some/folder ./parallax restore FILE) or an empty database.");
    }
  }

  private static void check(
      BackupReader.Whole again, BackupReader.Whole whole, Loaded loaded, RestoreStore store)
      throws BackupRefused {
    Optional<AuditHead> head = AuditHead.read(whole.seal().auditHead()).filter(AuditHead::isSigned);
    String wrong =
        !again.hash().equals(whole.hash())
            ? "The file was changed while it was read."
            : !loaded.rows().equals(whole.seal().rows())
                ? "The tables took other numbers of rows than the backup has."
                : head.isEmpty()
                    ? "The head of the audit is not signed."
                    : !Audit.leadsTo(store.handle(), head.get())
                        ? "The audit does not lead to its signed head."
                        : "";
    if (!wrong.isEmpty()) {
      throw new BackupRefused(
          wrong,
          "Expected everything as the seal says it. " + NOTHING_CHANGED,
          "Take another copy of the file, or an older backup.");
    }
  }

  private static AuditEvent event(BackupReader.Whole whole, Place place) {
    return new AuditEvent(
        place.clock().instant(),
        AuditEvent.SELF,
        "",
        "",
        "keep-installation/perform",
        "backup " + whole.hash(),
        AuditEvent.Outcome.DONE,
        "Restored as of " + whole.manifest().takenAt(),
        "%d rows of %d tables".formatted(whole.seal().allRows(), whole.seal().rows().size()));
  }

  /// What is there already, beside a database elsewhere, is newer.
  private static void keepHeads(byte[] heads, Place place) {
    Path to = place.data().resolve(Backups.HEADS);
    try {
      if (heads.length > 0 && !Files.exists(to)) {
        Files.write(to, heads, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
      }
    } catch (IOException e) {
      System.err.println(
          "The kept heads of the audit could not be written to %s: %s. All else is restored."
              .formatted(to, e.getMessage()));
    }
  }

  private static void say(Path file, BackupReader.Whole whole, Place place) {
    BackupSeal seal = whole.seal();
    System.out.println(
        "%s is restored: %,d rows of %d tables as of %s, written by Parallax %s."
            .formatted(
                file,
                seal.allRows(),
                seal.rows().size(),
                whole.manifest().takenAt(),
                whole.manifest().product()));
    System.out.println(
        "The audit is whole. Everybody signs in again; tokens and passwords are those of then. Data folder: "
            + place.data());
  }
}
