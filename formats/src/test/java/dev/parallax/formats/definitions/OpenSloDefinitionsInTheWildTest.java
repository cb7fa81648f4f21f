package dev.parallax.formats.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SharedFiles;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.openslo.MappedSlo;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenSloDefinitionsInTheWildTest {
  @Test
  void filesWithMissingReferencesAreRefusedAtTheReference() {
    List<SourceFile> files =
        SharedFiles.below("03-slo-definitions/openslo").stream()
            .filter(file -> file.path().matches(".*inline__inputs__.*_invalid_.*"))
            .toList();

    assertThat(files).isNotEmpty();
    for (SourceFile file : files) {
      switch (Definitions.read(List.of(file), Profile.LENIENT, KnownNames.personasOnly(Set.of()))) {
        case Checked.Ok<Definitions> _ -> throw new AssertionError(file.path());
        case Checked.Rejected<Definitions>(List<Problem> problems) ->
            assertThat(problems)
                .anySatisfy(
                    problem -> {
                      assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR);
                      assertThat(problem.found()).contains("reference to");
                      assertThat(problem.place().line()).isGreaterThan(1);
                    });
      }
    }
  }

  @Test
  void everySloIsMeasuredOrNotMeasuredWithAReason() {
    int measured = 0;
    int notMeasured = 0;
    int refused = 0;
    for (SourceFile file : SharedFiles.below("03-slo-definitions/openslo")) {
      switch (Definitions.read(List.of(file), Profile.LENIENT, KnownNames.personasOnly(Set.of()))) {
        case Checked.Ok<Definitions>(Definitions value, List<Problem> _) -> {
          for (var slo : value.slos()) {
            switch (slo.value()) {
              case MappedSlo.Measured _ -> measured++;
              case MappedSlo.NotMeasured(_, _, String reason) -> {
                notMeasured++;
                assertThat(reason).isNotBlank();
              }
            }
          }
        }
        case Checked.Rejected<Definitions> _ -> refused++;
      }
    }
    System.out.printf(
        "OpenSLO files alone, references checked: %d refused; SLOs: %d measured, %d not measured%n",
        refused, measured, notMeasured);
    assertThat(measured).isPositive();
    assertThat(notMeasured).isPositive();
  }
}
