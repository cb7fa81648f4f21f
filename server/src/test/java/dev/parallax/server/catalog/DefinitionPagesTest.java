package dev.parallax.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.definitions.KnownNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DefinitionPagesTest {
  private static Catalog.Document document(String kind, String name) {
    return new Catalog.Document(kind, name, 1, "", Instant.EPOCH, "someone");
  }

  @Test
  void theSentenceCountsDocumentsAndFindings() {
    assertThat(DefinitionPages.sentence(0, 0)).isEqualTo("Nothing is registered yet.");
    assertThat(DefinitionPages.sentence(1, 0))
        .isEqualTo("One document is registered; there is nothing to mend.");
    assertThat(DefinitionPages.sentence(41, 3))
        .isEqualTo("41 documents are registered; three findings.");
  }

  @Test
  void theListIsFilteredByKindAndName() {
    DefinitionPages.Query query = new DefinitionPages.Query(" CHECK ", "SLO", "", "");

    assertThat(query.admits(document("SLO", "checkout-availability"))).isTrue();
    assertThat(query.admits(document("Component", "component:default/checkout"))).isFalse();
    assertThat(query.admits(document("SLO", "search"))).isFalse();
  }

  @Test
  void aFindingLeadsToTheDocumentThatItIsAbout() {
    DefinitionStore.Key key =
        new DefinitionStore.Key("Assignment", "sre service checkout person kofi");
    DefinitionStore.Row row = new DefinitionStore.Row(key, 1, "", Instant.EPOCH, "someone");

    String path = Documents.file(row).path();

    assertThat(Documents.named(path)).contains(key);
    assertThat(Documents.plain(path + ":3"))
        .isEqualTo("Assignment sre service checkout person kofi:3");
    assertThat(Documents.named("people")).isEmpty();
  }

  @Test
  void aNameWithColonsAndSlashesKeepsItsAddress() {
    assertThat(DefinitionPages.href("Component", "component:default/a"))
        .isEqualTo("/definitions/Component/component%3Adefault/a");
  }

  @Test
  void theExampleForNewcomersIsRightAsItStands() throws IOException {
    Matcher example =
        Pattern.compile("apiVersion: openslo.*?(?=</code>)", Pattern.DOTALL).matcher(howTo());
    assertThat(example.find()).isTrue();
    String yaml = example.group().replace("\\{", "{");

    Checked<Definitions> read =
        Definitions.read(
            List.of(new SourceFile("example.yaml", yaml.getBytes(StandardCharsets.UTF_8))),
            Profile.STRICT,
            KnownNames.personasOnly(Set.of()));

    int measured =
        read instanceof Checked.Ok<Definitions>(Definitions ok, _) ? ok.slos().size() : 0;
    assertThat(measured).as(read.toString()).isEqualTo(1);
  }

  private static String howTo() throws IOException {
    try (InputStream page = Catalog.class.getResourceAsStream("/templates/howto.html")) {
      return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
