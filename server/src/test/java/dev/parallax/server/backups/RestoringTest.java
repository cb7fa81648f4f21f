package dev.parallax.server.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.formats.backup.BackupManifest;
import dev.parallax.formats.backup.BackupManifest.Migration;
import dev.parallax.formats.backup.BackupWriter;
import dev.parallax.server.shell.Errand;
import dev.parallax.server.shell.StartRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoringTest {
  @TempDir private Path folder;
  private final Restoring restoring = new Restoring();

  @Test
  void theShellFindsIt() {
    assertThat(ServiceLoader.load(Errand.class).stream().map(each -> each.get().word()))
        .containsExactly("restore");
  }

  @Test
  void aFileOfThisVersionIsPrepared() throws IOException {
    Migration known = new Migration("V1__shell.sql", Scripts.sha256("V1__shell.sql"));

    assertThatCode(() -> restoring.prepare(written(known))).doesNotThrowAnyException();
  }

  @Test
  void aNewerSchemaIsRefusedWithTheVersionToUse() {
    assertThatThrownBy(() -> restoring.prepare(written(new Migration("V999__news.sql", "ab"))))
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll(
            "was written by Parallax 9.1", "V999__news.sql", "does not know it", "9.1 or newer");
  }

  @Test
  void aScriptThatSaysSomethingElseIsRefused() {
    assertThatThrownBy(() -> restoring.prepare(written(new Migration("V1__shell.sql", "ab"))))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("has another one of that name");
  }

  @Test
  void aNameThatLeadsElsewhereIsNoScript() {
    assertThatThrownBy(
            () -> restoring.prepare(written(new Migration("../../application.properties", "-"))))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("does not know it");
  }

  @Test
  void aDamagedFileIsRefusedWithWhatToDo() throws IOException {
    List<String> words = written(new Migration("V1__shell.sql", Scripts.sha256("V1__shell.sql")));
    Path file = Path.of(words.getFirst());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(() -> restoring.prepare(words))
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll(
            file.toString(), "The backup is damaged", "cut off", "Take another copy");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> restoring.prepare(List.of(folder.resolve("none").toString())))
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll("none cannot be read", "Check its name");
  }

  @Test
  void oneFileIsExpected() {
    assertThatThrownBy(() -> restoring.prepare(List.of()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("./parallax restore FILE");
  }

  private List<String> written(Migration migration) throws IOException {
    Path file = folder.resolve("one.backup");
    try (OutputStream out = Files.newOutputStream(file)) {
      new BackupWriter(out, new BackupManifest("9.1", "some", Instant.EPOCH, List.of(migration)))
          .seal(List.of(), "none");
    }
    return List.of(file.toString());
  }
}
