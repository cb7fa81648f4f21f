package dev.parallax.formats.parallaxdev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.Extension;
import dev.parallax.formats.parallaxdev.ParallaxDocument.PersonaDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.ScheduleDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.Shift;
import dev.parallax.formats.yaml.Limits;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallaxReaderTest {
  private static final String PERSONA =
      """
      apiVersion: parallax.dev/v1
      kind: Persona
      metadata:
        name: release-captain
      spec:
        rename: Captain
        aliases: [Release Manager]
        merge: [quality-manager]
        bestFit: product-owner
        extension:
          name: Release Captain
          decides: When a release leaves the harbour.
          altitude: One service, weeks.
      """;
  private static final String ASSIGNMENT =
      """
      apiVersion: parallax.dev/v1
      kind: Assignment
      metadata:
        name: anna-owns-checkout
      spec:
        persona: service-owner
        holder: user:Anna
        scope: service:checkout
        validFrom: 2026-01-01
        validUntil: 2026-07-01T00:00:00+02:00
      """;
  private static final String MATRIX =
      """
      apiVersion: parallax.dev/v1
      kind: ResponsibilityMatrix
      metadata:
        name: shop/slo
      spec:
        version: 2
        title: Shop SLO matrix
        source: our wiki
        alphabet: RASCI
        columns:
          - header: Owner
            personas: [service-owner]
            bestFit: [product-owner]
        activities:
          - id: deploy
            name: Deploy
            inputs: [build]
            reason: We say so.
            cells:
              - code: A/S
                was: R
                reason: There is nobody else.
      """;
  private static final String ADOPTION =
      """
      apiVersion: parallax.dev/v1
      kind: MatrixAdoption
      metadata:
        name: shop
      spec:
        scope: system:shop
        matrix: shop/slo
        version: "2"
        deviations:
          - activity: deploy
            column: Owner
            code: R
            reason: Somebody else answers here.
            approvedBy: anna
        waivers:
          - rule: RL-01
            activity: deploy
            column: Owner
            service: checkout
            owner: anna
            reason: We are hiring.
            until: 2027-01-31
      """;
  private static final String SCHEDULE =
      """
      apiVersion: parallax.dev/v1
      kind: Schedule
      metadata:
        name: shop-oncall
      spec:
        shifts:
          - user: anna
            from: 2026-11-23T09:00:00Z
            until: 2026-11-30T09:00:00Z
      """;

  @Test
  void readsAPersona() {
    assertThat(read(PERSONA, new Problems()))
        .contains(
            new PersonaDocument(
                "release-captain",
                "Captain",
                List.of("Release Manager"),
                List.of("quality-manager"),
                "product-owner",
                new Extension(
                    "Release Captain",
                    "When a release leaves the harbour.",
                    "One service, weeks.")));
  }

  @Test
  void readsAnAssignment() {
    assertThat(read(ASSIGNMENT, new Problems()))
        .contains(
            new AssignmentDocument(
                "service-owner",
                new HolderRef(HolderRef.Kind.USER, "anna"),
                new ScopeRef(ScopeRef.Kind.SERVICE, "checkout"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-06-30T22:00:00Z")));
  }

  @Test
  void readsInWhichLineAHolderStandsAndWhenItWasAttested() {
    String deputy =
        ASSIGNMENT.replace("  scope:", "  rank: deputy\n  attestedAt: 2026-03-01\n  scope:");

    assertThat(read(deputy, new Problems()))
        .get()
        .extracting("rank", "attestedAt")
        .containsExactly(ParallaxDocument.Rank.DEPUTY, Instant.parse("2026-03-01T00:00:00Z"));
  }

  @Test
  void readsASchedule() {
    assertThat(read(SCHEDULE, new Problems()))
        .contains(
            new ScheduleDocument(
                "shop-oncall",
                List.of(
                    new Shift(
                        "anna",
                        Instant.parse("2026-11-23T09:00:00Z"),
                        Instant.parse("2026-11-30T09:00:00Z")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          persona: service-owner | persona: Service Owner | 6 | Write the id
          holder: user:Anna | holder: anna | 7 | user:anna
          holder: user:Anna | holders: [user:anna] | 7 | Did you mean 'holder'
          holder: user:Anna | note: x | 5 | no holder
          scope: service:checkout | scope: checkout | 8 | service:x, system:x or organisation
          scope: service:checkout | rank: second | 8 | primary (answers where
          validFrom: 2026-01-01 | validFrom: tomorrow | 9 | an instant with its offset
          validFrom: 2026-01-01 | validFrom: 2027-01-01 | 10 | an end after the beginning
          kind: Assignment | kind: Asignment | 2 | Did you mean 'Assignment'
          parallax.dev/v1 | parallax.dev/v2 | 1 | parallax.dev/v1
          """)
  void refusesAnAssignmentWithItsPlaceAndReason(String from, String to, int line, String says) {
    Problems problems = new Problems();

    assertThat(read(ASSIGNMENT.replace(from, to), problems)).isEmpty();

    assertThat(problems.all())
        .anySatisfy(
            problem -> {
              assertThat(problem.toString()).contains(says);
              assertThat(problem.place().line()).isBetween(line, line + 1);
              assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR);
            });
  }

  @Test
  void aPersonaCannotStandInForItself() {
    Problems problems = new Problems();

    read(PERSONA.replace("bestFit: product-owner", "bestFit: release-captain"), problems);

    assertThat(problems.all()).singleElement().asString().startsWith("d.yaml:9: ");
  }

  @Test
  void assignmentsOverlapOnlyWhereBothHold() {
    AssignmentDocument first = assignment("2026-01-01", "2026-02-01");

    assertThat(first.overlaps(assignment("2026-02-01", "2026-03-01"))).isFalse();
    assertThat(first.overlaps(assignment("2026-01-31", "2026-03-01"))).isTrue();
  }

  private static AssignmentDocument assignment(String from, String until) {
    return new AssignmentDocument(
        "sre",
        new HolderRef(HolderRef.Kind.GROUP, "shop"),
        ScopeRef.ORGANISATION,
        Instant.parse(from + "T00:00:00Z"),
        Instant.parse(until + "T00:00:00Z"));
  }

  /// The reader lists the keys it knows when it meets another one; the schema must list the same.
  @ParameterizedTest
  @CsvSource({
    "persona",
    "assignment",
    "schedule",
    "responsibilitymatrix",
    "matrixadoption",
  })
  void theSchemaAllowsExactlyTheKeysThatTheReaderKnows(String name) throws IOException {
    String text =
        switch (name) {
          case "persona" -> PERSONA;
          case "assignment" -> ASSIGNMENT;
          case "responsibilitymatrix" -> MATRIX;
          case "matrixadoption" -> ADOPTION;
          default -> SCHEDULE;
        };
    Map<String, Set<String>> known = new HashMap<>();
    Problems problems = new Problems();
    read(strangers(text), problems);
    problems.all().stream()
        .filter(problem -> problem.found().contains("key 'zzz"))
        .forEach(
            problem ->
                known.put(
                    problem.found().replaceAll(".*'zzz(\\d+)'.*", "$1"),
                    new TreeSet<>(
                        Arrays.asList(problem.expected().replace("one of ", "").split(", ")))));

    Set<Set<String>> allowed = properties(schema(name));

    assertThat(Set.copyOf(known.values())).isEqualTo(allowed);
    assertThat(problems.all()).hasSameSizeAs(known.keySet());
  }

  /// The text with an unknown key in front of the first key of each mapping.
  private static String strangers(String text) {
    StringBuilder out = new StringBuilder();
    int before = -1;
    int count = 0;
    for (String line : text.split("\n")) {
      String dashless = line.replaceFirst("- ", "  ");
      int indent = dashless.length() - dashless.stripLeading().length();
      boolean item = !dashless.equals(line);
      if (indent > before && !item) {
        out.repeat(' ', indent).append("zzz%d: x\n".formatted(count++));
      }
      out.append(line).append('\n');
      if (item) {
        out.repeat(' ', indent).append("zzz%d: x\n".formatted(count++));
      }
      before = indent;
    }
    return out.toString();
  }

  private static Set<Set<String>> properties(Node node) {
    Set<Set<String>> found = new HashSet<>();
    switch (node) {
      case Node.Mapping mapping -> {
        if (mapping.get("properties").orElse(null) instanceof Node.Mapping properties) {
          found.add(new TreeSet<>(properties.entries().stream().map(Node.Entry::key).toList()));
          assertThat(mapping.text("additionalProperties")).contains("false");
        }
        mapping.entries().forEach(entry -> found.addAll(properties(entry.value())));
      }
      case Node.Sequence(List<Node> items, _) ->
          items.forEach(item -> found.addAll(properties(item)));
      case Node.Scalar _ -> {}
    }
    return found;
  }

  private static Node schema(String name) throws IOException {
    String path = "/schemas/parallax.dev/v1/%s.json".formatted(name);
    try (InputStream in = ParallaxReader.class.getResourceAsStream(path)) {
      byte[] bytes = Optional.ofNullable(in).orElseThrow().readAllBytes();
      return new YamlReader(Limits.DEFAULT)
          .read(new SourceFile(name, bytes), new Problems())
          .getFirst();
    }
  }

  private static Optional<ParallaxDocument> read(String text, Problems problems) {
    SourceFile file = new SourceFile("d.yaml", text.getBytes(StandardCharsets.UTF_8));
    Node root = new YamlReader(Limits.DEFAULT).read(file, problems).getFirst();
    return ParallaxReader.read((Node.Mapping) root, problems).map(Located::value);
  }
}
