package dev.parallax.formats.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.openslo.MappedSlo;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.yaml.Located;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
  private static final KnownNames KNOWN =
      KnownNames.personasOnly(Set.of("service-owner", "product-owner", "sre"));
  private static final String SERVICE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: checkout}
      """;
  private static final String SLI =
      """
      apiVersion: openslo/v1
      kind: SLI
      metadata: {name: answers}
      spec:
        ratioMetric:
          counter: true
          good: {metricSource: {type: Prometheus, spec: {query: ok_total}}}
          total: {metricSource: {type: Prometheus, spec: {query: all_total}}}
      """;
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: checkout-answers}
      spec:
        service: checkout
        indicatorRef: answers
        timeWindow: [{duration: 28d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: 0.999}]
      """;
  private static final String ASSIGNMENT =
      """
      apiVersion: parallax.dev/v1
      kind: Assignment
      spec: {persona: service-owner, holder: "user:anna", scope: "service:checkout"}
      """;
  private static final String COMPONENT =
      """
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata:
        name: checkout
        annotations:
          parallax.dev/persona.sre: group:shop, user:anna
      spec: {type: service, lifecycle: production, owner: shop}
      """;

  @Test
  void whatFitsTogetherIsReadWithoutARemark() {
    assertThat(problems(SERVICE, SLI, SLO, ASSIGNMENT)).isEmpty();
  }

  @Test
  void aFileThatWasReadBeforeSaysTheSameBesideOthers() {
    Reading slo = Reading.of(file("slo.yaml", SLO), Profile.LENIENT).withoutTexts();
    List<Reading> others =
        List.of(
            Reading.of(file("service.yaml", SERVICE), Profile.LENIENT),
            Reading.of(file("sli.yaml", SLI), Profile.LENIENT));

    Checked<Definitions> alone = Definitions.together(List.of(slo), KNOWN);
    Checked<Definitions> together =
        Definitions.together(List.of(slo, others.get(0), others.get(1)), KNOWN);

    assertThat(alone).isInstanceOf(Checked.Rejected.class);
    assertThat(together)
        .isInstanceOfSatisfying(
            Checked.Ok.class,
            ok ->
                assertThat(((Definitions) ok.value()).slos())
                    .singleElement()
                    .extracting(Located::value)
                    .isInstanceOf(MappedSlo.Measured.class));
  }

  @Test
  void twoThatDifferInCaseAloneAreRefusedAlsoWithoutTheirTexts() {
    Reading one = Reading.of(file("one.yaml", SLO), Profile.LENIENT).withoutTexts();
    Reading other =
        Reading.of(
                file(
                    "other.yaml",
                    SLO.replace("checkout-answers", "Checkout-Answers").replace("0.999", "0.99")),
                Profile.LENIENT)
            .withoutTexts();
    Reading sli = Reading.of(file("sli.yaml", SLI), Profile.LENIENT);
    Reading service = Reading.of(file("service.yaml", SERVICE), Profile.LENIENT);

    Checked<Definitions> read = Definitions.together(List.of(one, other, sli, service), KNOWN);

    assertThat(read)
        .isInstanceOfSatisfying(
            Checked.Rejected.class,
            rejected -> assertThat(rejected.problems().toString()).contains("a second time"));
  }

  private static SourceFile file(String path, String text) {
    return new SourceFile(path, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void referencesAreFollowedAcrossFilesInAnyOrder() {
    assertThat(problems(SLO, SERVICE, SLI)).isEmpty();
  }

  @Test
  void referencesToWhatWasRegisteredBeforeAreGood() {
    List<OpenSlo> before = value(SLI).openSlo().stream().map(Located::value).toList();
    KnownNames registered =
        new KnownNames(Set.of(), Set.of("checkout"), Set.of(), Set.of(), before, List.of());

    Checked<Definitions> read = Definitions.read(files(SLO), Profile.STRICT, registered);

    switch (read) {
      case Checked.Ok<Definitions>(Definitions value, List<Problem> remarks) -> {
        assertThat(remarks).isEmpty();
        assertThat(value.slos()).allMatch(slo -> slo.value() instanceof MappedSlo.Measured);
      }
      case Checked.Rejected<Definitions>(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    }
  }

  @Test
  void aMissingReferenceIsAnErrorWithItsPlaceAndTheNearestName() {
    List<Problem> problems =
        problems(SERVICE, SLI, SLO.replace("answers\n  time", "answer\n  time"));

    assertThat(problems.getLast().toString())
        .startsWith("2.yaml:6: SLO 'checkout-answers': reference to SLI 'answer'")
        .contains("Did you mean 'answers'?");
  }

  @Test
  void nothingIsUsableWithAnErrorInAnyFile() {
    assertThat(read(SERVICE, "apiVersion: openslo/v1\nkind: Nothing\n"))
        .isInstanceOf(Checked.Rejected.class);
  }

  @Test
  void anUnknownServiceIsARemark() {
    assertThat(problems(SLI, SLO))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
              assertThat(problem.toString())
                  .startsWith("1.yaml:5: ")
                  .contains("service: 'checkout'");
            });
  }

  @Test
  void aNameTwiceIsAnErrorThatNamesBothPlaces() {
    assertThat(problems(SERVICE, SERVICE + "spec: {description: other}\n"))
        .singleElement()
        .asString()
        .startsWith("1.yaml:1: Service 'checkout' a second time (first at 0.yaml:1)");
  }

  @Test
  void theSameTwiceIsARemark() {
    assertThat(problems(SERVICE, SERVICE))
        .singleElement()
        .extracting(Problem::severity)
        .isEqualTo(Problem.Severity.WARNING);
  }

  @Test
  void anUnknownPersonaIsAnErrorWithTheNearestName() {
    assertThat(problems(ASSIGNMENT.replace("service-owner", "servise-owner")))
        .singleElement()
        .asString()
        .contains("unknown persona 'servise-owner'", "Did you mean 'service-owner'?");
  }

  @Test
  void aPersonaThatTheFilesAddCanBeAssigned() {
    String persona =
        """
        apiVersion: parallax.dev/v1
        kind: Persona
        metadata: {name: captain}
        spec: {extension: {name: Captain, decides: Everything., altitude: The sea.}}
        """;

    assertThat(problems(ASSIGNMENT.replace("service-owner", "captain"), persona)).isEmpty();
  }

  @Test
  void assignmentsThatOverlapAreAnErrorThatNamesBothPlaces() {
    assertThat(problems(ASSIGNMENT, ASSIGNMENT))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR);
              assertThat(problem.toString())
                  .startsWith("1.yaml:1: user:anna is service-owner for service:checkout")
                  .contains("first at 0.yaml:1");
            });
  }

  @Test
  void anAnnotationAssignsPersonasAtItsOwnLine() {
    Definitions definitions = value(COMPONENT);

    assertThat(definitions.assignments().stream().map(Located::value))
        .extracting(assignment -> assignment.holder() + " " + assignment.scope())
        .containsExactly("group:shop service:checkout", "user:anna service:checkout");
    assertThat(problems(COMPONENT.replace("persona.sre", "persona.srr")))
        .filteredOn(problem -> problem.severity() == Problem.Severity.ERROR)
        .allSatisfy(problem -> assertThat(problem.place().line()).isEqualTo(6));
  }

  @Test
  void aFileOfAnotherProgramIsSkippedWithARemark() {
    assertThat(problems("spec:\n  inputs:\n  components: {}\n"))
        .singleElement()
        .extracting(Problem::severity)
        .isEqualTo(Problem.Severity.WARNING);
  }

  @Test
  void anotherApiVersionIsRefused() {
    assertThat(problems("apiVersion: apps/v1\nkind: Deployment\n"))
        .singleElement()
        .asString()
        .startsWith("0.yaml:1: apiVersion: 'apps/v1'");
  }

  @Test
  void aListAndSeveralDocumentsAndJsonAreAllRead() {
    String list = "- " + SERVICE.strip().replace("\n", "\n  ") + "\n---\n" + SLI;
    String json =
        """
        [{"apiVersion": "openslo/v1", "kind": "Service", "metadata": {"name": "search"}}]
        """;

    assertThat(value(list, json).openSlo().stream().map(located -> located.value().name()))
        .containsExactly("checkout", "answers", "search");
  }

  @Test
  void textThatIsNoObjectIsRefused() {
    assertThat(problems("just words\n")).singleElement().asString().startsWith("0.yaml:1: ");
    assertThat(problems("- 7\n")).singleElement().asString().startsWith("0.yaml:1: ");
  }

  @Test
  void anEmptyFileIsARemark() {
    assertThat(problems("# nothing yet\n"))
        .singleElement()
        .extracting(Problem::severity)
        .isEqualTo(Problem.Severity.WARNING);
  }

  @Test
  void tensOfThousandsOfKeysAreReadWithoutHanging() {
    StringBuilder text =
        new StringBuilder(
            "apiVersion: openslo/v1\nkind: Service\nmetadata:\n  name: x\n  labels:\n");
    for (int i = 0; i < 60_000; i++) {
      text.append("    l%d: v\n".formatted(i));
    }
    text.append("spec:\n");
    for (int i = 0; i < 30_000; i++) {
      text.append("  s%d: v\n".formatted(i));
    }

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(problems(text.toString())).hasSize(21));
  }

  private static Checked<Definitions> read(String... texts) {
    return Definitions.read(files(texts), Profile.STRICT, KNOWN);
  }

  private static List<Problem> problems(String... texts) {
    return switch (read(texts)) {
      case Checked.Ok<Definitions>(_, List<Problem> remarks) -> remarks;
      case Checked.Rejected<Definitions>(List<Problem> problems) -> problems;
    };
  }

  private static Definitions value(String... texts) {
    return switch (read(texts)) {
      case Checked.Ok<Definitions>(Definitions value, _) -> value;
      case Checked.Rejected<Definitions>(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<SourceFile> files(String... texts) {
    List<String> all = Arrays.asList(texts);
    return IntStream.range(0, all.size())
        .mapToObj(i -> new SourceFile(i + ".yaml", all.get(i).getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
