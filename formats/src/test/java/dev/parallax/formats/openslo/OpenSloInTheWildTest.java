package dev.parallax.formats.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SharedFiles;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.yaml.Limits;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenSloInTheWildTest {
  private static final String FOLDER = "03-slo-definitions/openslo";

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyFileIsReadWrittenAndReadEqualOrRefusedWithPlaceAndReason(Profile profile) {
    int valid = 0;
    int refused = 0;
    int objects = 0;
    for (SourceFile file : SharedFiles.below(FOLDER)) {
      Problems problems = new Problems();
      List<OpenSlo> read = read(file, problems, profile);
      if (problems.hasErrors()) {
        refused++;
        assertThat(problems.all()).allSatisfy(OpenSloInTheWildTest::assertActionable);
        System.out.println(profile + " refused " + errors(problems).getFirst());
      } else {
        valid++;
        objects += read.size();
        assertThat(read).as(file.path()).isNotEmpty();
        String written = OpenSloWriter.write(read);
        Problems again = new Problems();
        assertThat(read(source(file.path(), written), again, profile)).isEqualTo(read);
        assertThat(again.hasErrors()).isFalse();
        assertThat(OpenSloWriter.write(read)).isEqualTo(written);
      }
    }
    System.out.printf(
        "OpenSLO files, %s: %d read, written and read equal (%d objects), %d refused%n",
        profile, valid, objects, refused);
    assertThat(valid).isPositive();
    assertThat(refused).isPositive();
  }

  private static List<Problem> errors(Problems problems) {
    return problems.all().stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
  }

  private static void assertActionable(Problem problem) {
    assertThat(problem.place().line()).isPositive();
    assertThat(problem.found()).isNotBlank();
    assertThat(problem.expected()).isNotBlank();
    assertThat(problem.remedy()).isNotBlank();
  }

  private static SourceFile source(String path, String text) {
    return new SourceFile(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<OpenSlo> read(SourceFile file, Problems problems, Profile profile) {
    List<OpenSlo> objects = new ArrayList<>();
    new YamlReader(Limits.DEFAULT)
        .read(file, problems).stream()
            .flatMap(
                root ->
                    root instanceof Node.Sequence(List<Node> items, _)
                        ? items.stream()
                        : Stream.of(root))
            .map(Node.Mapping.class::cast)
            .map(mapping -> OpenSloReader.read(mapping, problems, profile))
            .forEach(found -> found.map(Located::value).ifPresent(objects::add));
    return objects;
  }
}
