package dev.parallax.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.Persona.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages under `docs/personas` say what the program says.
class PersonaPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "personas");

  static Stream<Persona> eleven() {
    return Personas.builtIn().all().stream().filter(p -> p.origin().kind() == Kind.BUILT_IN);
  }

  @ParameterizedTest
  @MethodSource("eleven")
  void aPersonasPageHasItsNameAndExactlyItsQuestions(Persona persona) throws IOException {
    List<String> lines = Files.readAllLines(PAGES.resolve(persona.id() + ".md"));
    List<String> rows =
        Questions.of(persona.id()).stream()
            .map(q -> "| %s | %s |".formatted(q.id(), q.text()))
            .toList();

    assertThat(lines).startsWith("# " + persona.name());
    assertThat(lines.stream().filter(line -> line.matches("\\| [A-Z]+-\\d+ .*"))).isEqualTo(rows);
    assertThat(lines)
        .contains("## What it asks", "## What it sees", "## What it decides")
        .anyMatch(line -> line.startsWith("`" + persona.id() + "`"));
  }

  @Test
  void everyPageBelongsToAPersona() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(eleven().map(p -> p.id() + ".md").toList());
    }
  }
}
