package dev.parallax.formats.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Problem.Severity;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SharedFiles;
import dev.parallax.formats.SourceFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueInTheWildTest {
  private static final String FOLDER = "04-service-catalog";
  private static final KnownNames NOTHING = KnownNames.personasOnly(Set.of());

  @Test
  void everyFileIsRegisteredOrSkippedOrRefusedWithPlaceAndReason() {
    int registered = 0;
    int skipped = 0;
    int refused = 0;
    int entities = 0;
    int owners = 0;
    for (SourceFile file : yaml()) {
      switch (Definitions.read(List.of(file), Profile.LENIENT, NOTHING)) {
        case Checked.Ok<Definitions>(Definitions value, List<Problem> remarks) -> {
          entities += value.entities().size();
          owners += (int) remarks.stream().filter(p -> p.found().contains(": owner: '")).count();
          if (value.entities().isEmpty()) {
            skipped++;
            assertThat(remarks).as(file.path()).isNotEmpty();
          } else {
            registered++;
          }
        }
        case Checked.Rejected<Definitions>(List<Problem> problems) -> {
          refused++;
          assertThat(problems).anyMatch(p -> p.severity() == Severity.ERROR);
          assertThat(problems).allMatch(p -> !p.remedy().isBlank());
          System.out.println("refused " + first(problems));
        }
      }
    }
    System.out.printf(
        "catalogue files: %d registered (%d entities, %d findings about owners), %d skipped with a"
            + " remark, %d refused%n",
        registered, entities, owners, skipped, refused);
    assertThat(registered).isPositive();
    assertThat(owners).isPositive();
  }

  @Test
  void unresolvedOwnersAreFindingsAndNotErrors() {
    List<SourceFile> files =
        yaml().stream().filter(file -> file.path().contains("RoadieHQ")).toList();

    switch (Definitions.read(files, Profile.LENIENT, NOTHING)) {
      case Checked.Ok<Definitions>(_, List<Problem> remarks) ->
          assertThat(remarks).anyMatch(p -> p.found().contains("owner: 'group:default/"));
      case Checked.Rejected<Definitions>(List<Problem> problems) ->
          throw new AssertionError(first(problems).toString());
    }
  }

  @Test
  void theWholeCatalogueAtOnceIsAnsweredWithAllItsProblems() {
    switch (Definitions.read(yaml(), Profile.LENIENT, NOTHING)) {
      case Checked.Ok<Definitions> _ ->
          throw new AssertionError("the catalogue holds files that must be refused");
      case Checked.Rejected<Definitions>(List<Problem> problems) ->
          assertThat(problems.stream().filter(p -> p.severity() == Severity.ERROR))
              .hasSizeGreaterThan(5);
    }
  }

  private static Problem first(List<Problem> problems) {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).findFirst().orElseThrow();
  }

  private static List<SourceFile> yaml() {
    return SharedFiles.below(FOLDER).stream()
        .filter(file -> file.path().endsWith(".yaml") || file.path().endsWith(".yml"))
        .toList();
  }
}
