package dev.parallax.formats.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Problem;
import dev.parallax.formats.Problem.Severity;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.yaml.Limits;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenSloConformanceTest {
  /// One case in one profile.
  record Case(String name, Profile profile, String text, String expected) {
    @Override
    public String toString() {
      return "%s (%s)".formatted(name, profile);
    }
  }

  static Stream<Case> cases() throws IOException {
    Map<String, String> bases = new HashMap<>();
    Node root =
        new YamlReader(Limits.DEFAULT).read(resource("bases.yaml"), new Problems()).getFirst();
    ((Node.Mapping) root)
        .entries()
        .forEach(entry -> bases.put(entry.key(), entry.value().asText().orElseThrow()));
    String text = new String(resource("cases.txt").bytes(), StandardCharsets.UTF_8);
    return Arrays.stream(text.split("\n\n"))
        .map(OpenSloConformanceTest::keys)
        .filter(keys -> keys.containsKey("case"))
        .flatMap(keys -> both(keys, bases));
  }

  private static Map<String, String> keys(String block) {
    Map<String, String> keys = new HashMap<>();
    block
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(": ?", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> keys.put(parts[0], parts[1].replace("\\n", "\n")));
    return keys;
  }

  private static Stream<Case> both(Map<String, String> keys, Map<String, String> bases) {
    String name = keys.getOrDefault("case", "");
    String base = Optional.ofNullable(bases.get(keys.getOrDefault("base", ""))).orElseThrow();
    String change = keys.getOrDefault("change", "");
    assertThat(base).as(name).contains(change);
    String text = change.isEmpty() ? base : base.replaceFirst(quoted(change), literal(keys));
    return Arrays.stream(Profile.values())
        .map(
            profile ->
                new Case(
                    name,
                    profile,
                    text,
                    Optional.ofNullable(keys.get("both"))
                        .or(
                            () ->
                                Optional.ofNullable(
                                    keys.get(profile == Profile.STRICT ? "strict" : "lenient")))
                        .orElseThrow()));
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }

  private static String literal(Map<String, String> keys) {
    return Matcher.quoteReplacement(keys.getOrDefault("to", ""));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatTheTableExpects(Case tested) {
    Problems problems = new Problems();

    Optional<OpenSlo> read = read(tested.text(), problems, tested.profile());

    String[] expected = tested.expected().split(" ", 3);
    switch (expected[0]) {
      case "clean" -> assertThat(problems.all()).isEmpty();
      case "warn" -> {
        assertThat(problems.hasErrors()).as(problems.all().toString()).isFalse();
        assertSaid(problems, Severity.WARNING, expected);
      }
      default -> {
        assertSaid(problems, Severity.ERROR, expected);
        assertThat(read).isEmpty();
      }
    }
    assertThat(read.isPresent()).isEqualTo(!problems.hasErrors());
    read.ifPresent(object -> assertReadsBack(object, tested.profile()));
  }

  private static void assertSaid(Problems problems, Severity severity, String[] expected) {
    assertThat(problems.all())
        .anySatisfy(
            problem -> {
              assertThat(problem.severity()).isEqualTo(severity);
              assertThat(problem.place().line()).isEqualTo(Integer.parseInt(expected[1]));
              assertThat(problem.toString()).contains(expected[2]);
            });
  }

  private static void assertReadsBack(OpenSlo object, Profile profile) {
    Problems again = new Problems();
    String written = OpenSloWriter.write(List.of(object));
    assertThat(read(written, again, profile)).as(written + again.all()).contains(object);
  }

  @Test
  void thereAreAtLeastSixtyCasesInEachProfile() throws IOException {
    assertThat(cases().filter(c -> c.profile() == Profile.STRICT)).hasSizeGreaterThan(60);
  }

  @Test
  void tellsAllProblemsOfADocumentAtOnce() {
    Problems problems = new Problems();
    String text =
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: not a name
        spec:
          timeWindow: [{duration: 1 month, isRolling: true}]
          budgetingMethod: Some
          objectives: [{targetPercent: 101}]
        """;

    read(text, problems, Profile.LENIENT);

    assertThat(problems.all().stream().map(Problem::place).map(place -> place.line()))
        .contains(4, 6, 7, 8);
    assertThat(problems.all().stream().filter(p -> p.severity() == Severity.ERROR)).hasSize(6);
  }

  private static Optional<OpenSlo> read(String text, Problems problems, Profile profile) {
    SourceFile file = new SourceFile("case.yaml", text.getBytes(StandardCharsets.UTF_8));
    Node root = new YamlReader(Limits.DEFAULT).read(file, problems).getFirst();
    return OpenSloReader.read((Node.Mapping) root, problems, profile).map(Located::value);
  }

  private static SourceFile resource(String name) throws IOException {
    try (InputStream in = OpenSloConformanceTest.class.getResourceAsStream("/openslo/" + name)) {
      return new SourceFile(name, Optional.ofNullable(in).orElseThrow().readAllBytes());
    }
  }
}
