package dev.parallax.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
}
