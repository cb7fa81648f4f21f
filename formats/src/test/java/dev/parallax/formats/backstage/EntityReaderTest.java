package dev.parallax.formats.backstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.yaml.Limits;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityReaderTest {
  private static final String COMPONENT =
      """
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata:
        name: Checkout
        title: The checkout
        namespace: shop
        labels: {example.org/tier: "1"}
        annotations:
          parallax.dev/persona.service-owner: user:Anna, group:shop
      spec:
        type: service
        lifecycle: production
        owner: shop-team
        system: shop
        dependsOn: [resource:db, payments]
        providesApis: [checkout-api]
        consumesApis: [other/rates]
        unheardOf: {kept: yes}
      """;

  private final Problems problems = new Problems();

  @Test
  void readsAComponentWithItsRelations() {
    Entity entity = entity(COMPONENT);

    assertThat(problems.all()).isEmpty();
    assertThat(entity.ref()).hasToString("component:shop/checkout");
    assertThat(entity.title()).isEqualTo("The checkout");
    assertThat(entity.traits()).isEqualTo(new Entity.Traits("service", "production", "1", null));
    assertThat(entity.owner()).map(EntityRef::toString).contains("group:shop/shop-team");
    assertThat(entity.relations().stream().map(r -> r.type() + " " + r.to()))
        .containsExactly(
            "OWNER group:shop/shop-team",
            "SYSTEM system:shop/shop",
            "DEPENDS_ON resource:shop/db",
            "DEPENDS_ON component:shop/payments",
            "PROVIDES_API api:shop/checkout-api",
            "CONSUMES_API api:other/rates");
    assertThat(entity.document().entries()).containsKeys("apiVersion", "spec");
    assertThat(entity.document().toString()).contains("unheardOf");
  }

  @Test
  void anOwnerAssignsNobody() {
    Entity entity =
        entity(
            COMPONENT.replace(
                "    parallax.dev/persona.service-owner: user:Anna, group:shop\n", ""));

    assertThat(entity.assignments()).isEmpty();
  }

  @Test
  void annotationsAssignPersonasToHolders() {
    assertThat(entity(COMPONENT).assignments())
        .extracting(a -> a.persona() + " " + a.holder() + " " + a.scope())
        .containsExactly(
            "service-owner user:anna service:checkout",
            "service-owner group:shop service:checkout");
  }

  @Test
  void anAnnotationThatNamesNoHolderIsAnErrorAtItsLine() {
    assertThat(read(COMPONENT.replace("user:Anna, ", "Anna, "))).isEmpty();

    assertThat(problems.all()).singleElement().asString().startsWith("e.yaml:9: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: Component | kind: "" | 2 | an empty kind
          kind: Component | kind: Komponent | 2 | Did you mean 'Component'
          name: Checkout | name: "${{ values.name }}" | 4 | skeleton of a template
          name: Checkout | name: my checkout | 4 | metadata.title
          v1alpha1 | v2 | 1 | backstage.io/v1alpha1
          """)
  void refusesWhatIsNoEntity(String from, String to, int line, String says) {
    assertThat(read(COMPONENT.replace(from, to))).isEmpty();

    assertThat(problems.all())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR);
              assertThat(problem.place().line()).isEqualTo(line);
              assertThat(problem.toString()).contains(says);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: service | type: "" | 11 | an empty type
          owner: shop-team | owner: "" | 13 | owner: ''
          owner: shop-team | holder: shop-team | 11 | no owner
          payments] | Checkout] | 15 | which is itself
          payments] | "<a_component>"] | 15 | [kind:][namespace/]name
          unheardOf: {kept: yes} | subComponentOf: shop | 18 | Did you mean 'subcomponentOf'
          """)
  void remarksOnDefectsThatLeaveAnEntityUsable(String from, String to, int line, String says) {
    assertThat(read(COMPONENT.replace(from, to))).isPresent();

    assertThat(problems.all())
        .anySatisfy(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
              assertThat(problem.place().line()).isEqualTo(line);
              assertThat(problem.toString()).contains(says);
            });
  }

  @Test
  void locationsAreSkippedWithARemark() {
    assertThat(read("apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: x}\n"))
        .isEmpty();

    assertThat(problems.all())
        .singleElement()
        .extracting(Problem::severity)
        .isEqualTo(Problem.Severity.WARNING);
  }

  @Test
  void readsPeopleAndGroups() {
    Entity user =
        entity(
            """
            apiVersion: backstage.io/v1beta1
            kind: User
            metadata: {name: anna}
            spec: {profile: {displayName: Anna A., email: anna@example.org}, memberOf: [shop]}
            """);
    Entity group =
        entity(
            """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: shop}
            spec: {type: team, parent: all, children: [], members: [anna]}
            """);

    assertThat(user.title()).isEqualTo("Anna A.");
    assertThat(user.traits().email()).isEqualTo("anna@example.org");
    assertThat(user.related(Relation.Type.MEMBER_OF)).containsExactly(group.ref());
    assertThat(group.related(Relation.Type.MEMBER)).containsExactly(user.ref());
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void anOwnerWhoDoesNotExistIsAFinding() {
    Located<Entity> component = read(COMPONENT).orElseThrow();
    Set<EntityRef> rest =
        Set.copyOf(
            component.value().relations().stream()
                .filter(r -> r.type() != Relation.Type.OWNER)
                .map(Relation::to)
                .toList());

    CatalogueCheck.check(List.of(component), rest, problems);

    assertThat(problems.all())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
              assertThat(problem.toString())
                  .startsWith("e.yaml:13: Component 'checkout': owner: 'group:shop/shop-team'");
            });
  }

  private Entity entity(String text) {
    return read(text).orElseThrow().value();
  }

  private Optional<Located<Entity>> read(String text) {
    SourceFile file = new SourceFile("e.yaml", text.getBytes(StandardCharsets.UTF_8));
    Node root = new YamlReader(Limits.DEFAULT).read(file, problems).getFirst();
    return EntityReader.read((Node.Mapping) root, problems);
  }
}
