package dev.parallax.governance;

import static dev.parallax.governance.Shop.ARCHITECTURE_LEAD;
import static dev.parallax.governance.Shop.DEVELOPER;
import static dev.parallax.governance.Shop.ENGINEERING_MANAGER;
import static dev.parallax.governance.Shop.REGION_LEAD;
import static dev.parallax.governance.Shop.SERVICE_OWNER;
import static dev.parallax.governance.Shop.SRE;
import static dev.parallax.governance.Shop.SRE_LEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.governance.Persona.Charter;
import dev.parallax.governance.Persona.Kind;
import dev.parallax.governance.Persona.Label;
import dev.parallax.governance.Persona.Origin;
import dev.parallax.governance.Personas.Change;
import dev.parallax.governance.Personas.Match;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonasTest {
  private final Personas personas = Personas.builtIn();

  @Test
  void elevenPersonasAreBuiltInAndFiveExtendThem() {
    assertThat(personas.all().stream().filter(p -> p.origin().kind() == Kind.BUILT_IN))
        .extracting(p -> p.id().value())
        .containsExactly(
            "service-owner",
            "product-owner",
            "engineering-manager",
            "developer",
            "architecture-lead",
            "qe-manager",
            "quality-engineer",
            "sre",
            "support-engineer",
            "executive",
            "service-consumer");
    assertThat(personas.all().stream().filter(p -> p.origin().kind() == Kind.EXTENSION))
        .extracting(p -> p.id().value())
        .containsExactly("sre-lead", "sre-manager", "region-lead", "director", "adr-sponsor");
  }

  @ParameterizedTest
  @CsvSource({
    "service-owner, service-owner",
    "Service Owner, service-owner",
    "'  SERVICE   owners ', service-owner",
    "Champion, service-owner",
    "'Product Owner(s)', product-owner",
    "PM, product-owner",
    "pms, product-owner",
    "Eng Manager/Director, engineering-manager",
    "'Sw. Eng', developer",
    "Software Engineers, developer",
    "Tech lead, architecture-lead",
    "Engineering/Quality Lead, architecture-lead",
    "QE managers, qe-manager",
    "QE, quality-engineer",
    "SREs, sre",
    "CEE, support-engineer",
    "'Exec (VP+)', executive",
    "End users, service-consumer",
    "SRE leads, sre-lead",
    "Regional Manager, sre-manager",
  })
  void findsAPersonaByIdNameAliasAndPlural(String name, String id) {
    assertThat(found(personas, name)).isEqualTo(id);
  }

  @Test
  void noNameOrAliasOfTheShippedPersonasIsAmbiguous() {
    for (Persona persona : personas.all()) {
      assertThat(found(personas, persona.name())).isEqualTo(persona.id().value());
      for (String alias : persona.aliases()) {
        assertThat(found(personas, alias)).as(alias).isEqualTo(persona.id().value());
      }
    }
  }

  @Test
  void aNameComesBeforeAnAlias() {
    Personas changed = personas.rename(DEVELOPER, "Champion").orThrow();

    assertThat(found(changed, "champion")).isEqualTo("developer");
  }

  @Test
  void anAliasOfTwoPersonasIsAmbiguousAndSaysWhichTwo() {
    Personas changed = personas.alias(DEVELOPER, "Champion").orThrow();

    Match match = changed.find("champions");

    assertThat(match).isInstanceOf(Match.Ambiguous.class);
    assertThat(((Match.Ambiguous) match).flaw().message())
        .isEqualTo(
            "persona 'champions': expected a name that means one persona, not service-owner, developer. "
                + "Write the id of the one that is meant.");
  }

  @Test
  void anUnknownNameListsWhatIsKnown() {
    Match match = personas.find("Wizard");

    assertThat(match).isInstanceOf(Match.Unknown.class);
    assertThat(((Match.Unknown) match).flaw().message())
        .startsWith("persona 'Wizard': expected one of service-owner, product-owner,")
        .endsWith("Correct the name, or add a persona of that name.");
  }

  @Test
  void aNameOfNothingButPunctuationIsUnknown() {
    assertThat(personas.find("")).isInstanceOf(Match.Unknown.class);
    assertThat(personas.find(" -/. ")).isInstanceOf(Match.Unknown.class);
  }

  @Test
  void aNameOfAMegabyteIsUnknownAndIsNotRepeatedInFull() {
    Match match = personas.find("x".repeat(1_000_000));

    assertThat(((Match.Unknown) match).flaw().message()).hasSizeLessThan(1_000);
  }

  @Test
  void aRenamedPersonaShowsTheNewNameAndKeepsTheOldOne() {
    Personas changed = personas.rename(ARCHITECTURE_LEAD, "Staff Engineer").orThrow();

    Persona renamed = changed.get(ARCHITECTURE_LEAD).orElseThrow();
    assertThat(renamed.name()).isEqualTo("Staff Engineer");
    assertThat(renamed.definedName()).isEqualTo("Architecture Lead");
    assertThat(found(changed, "staff engineers")).isEqualTo("architecture-lead");
    assertThat(found(changed, "architecture lead")).isEqualTo("architecture-lead");
    assertThat(personas.get(ARCHITECTURE_LEAD).orElseThrow().name()).isEqualTo("Architecture Lead");
  }

  @Test
  void refusesANameThatAnotherPersonaHas() {
    assertThat(refusal(personas.rename(DEVELOPER, "service owner")))
        .containsExactly(
            "personas service-owner, developer share the name 'service owner': expected a name of its own "
                + "for each, since pages tell them apart by it. Choose another name, or merge the two.");
  }

  @Test
  void refusesToChangeAPersonaThatDoesNotExist() {
    assertThat(refusal(personas.rename(new PersonaId("wizard"), "Wizard")))
        .singleElement()
        .asString()
        .startsWith("persona 'wizard': expected one of");
  }

  @Test
  void aMergedPersonaIsTreatedAsTheOther() {
    Personas merged = personas.merge(ARCHITECTURE_LEAD, DEVELOPER).orThrow();

    assertThat(merged.treatedAs(ARCHITECTURE_LEAD)).isEqualTo(DEVELOPER);
    assertThat(merged.mergedWith(ARCHITECTURE_LEAD))
        .extracting(Persona::id)
        .containsExactly(DEVELOPER, ARCHITECTURE_LEAD);
    assertThat(merged.distinct()).hasSize(personas.all().size() - 1);
    assertThat(merged.get(ARCHITECTURE_LEAD)).isPresent();
  }

  @Test
  void mergesAddUp() {
    Personas merged =
        personas.merge(ARCHITECTURE_LEAD, DEVELOPER).orThrow().merge(DEVELOPER, SRE).orThrow();

    assertThat(merged.treatedAs(ARCHITECTURE_LEAD)).isEqualTo(SRE);
    assertThat(merged.mergedWith(DEVELOPER))
        .extracting(Persona::id)
        .containsExactly(SRE, DEVELOPER, ARCHITECTURE_LEAD);
  }

  @Test
  void refusesAMergeInACircle() {
    Personas merged =
        personas.merge(ARCHITECTURE_LEAD, DEVELOPER).orThrow().merge(DEVELOPER, SRE).orThrow();

    assertThat(refusal(merged.merge(SRE, ARCHITECTURE_LEAD)))
        .containsExactly(
            "persona 'sre' is merged into 'architecture-lead', which is treated as 'sre': expected no circle, "
                + "since one of them must remain. Merge in one direction only.");
    assertThat(refusal(personas.merge(SRE, SRE))).hasSize(1);
  }

  @Test
  void refusesToMergeOnePersonaIntoTwo() {
    Personas merged = personas.merge(ARCHITECTURE_LEAD, DEVELOPER).orThrow();

    assertThat(refusal(merged.merge(ARCHITECTURE_LEAD, SRE)))
        .containsExactly(
            "persona 'architecture-lead' is merged into 'developer' and into 'sre': expected one persona as which "
                + "it is treated. Merge it once; to make all three one, merge 'developer' into 'sre'.");
    assertThat(merged.merge(ARCHITECTURE_LEAD, DEVELOPER)).isInstanceOf(Change.Made.class);
  }

  @Test
  void refusesToMergeWhatDoesNotExistWithEveryReason() {
    assertThat(refusal(personas.merge(new PersonaId("a"), new PersonaId("b")))).hasSize(2);
  }

  @Test
  void aBestFitIsFollowedToItsEnd() {
    assertThat(personas.chain(REGION_LEAD)).containsExactly(REGION_LEAD, SRE_LEAD, SRE);
    assertThat(personas.chain(SRE)).containsExactly(SRE);
  }

  @Test
  void refusesABestFitInACircle() {
    assertThat(refusal(personas.bestFit(SRE, REGION_LEAD)))
        .containsExactly(
            "best fit region-lead → sre-lead → sre → region-lead: expected an end, since each stands in only "
                + "where the one before is not assigned. Remove the best fit of one of them.");
    assertThat(refusal(personas.bestFit(SRE, SRE))).hasSize(1);
  }

  @Test
  void refusesAMergeThatClosesACircleOfBestFits() {
    assertThat(refusal(personas.merge(SRE, REGION_LEAD)))
        .containsExactly(
            "best fit region-lead → sre-lead → region-lead: expected an end, since each stands in only where the "
                + "one before is not assigned. Remove the best fit of one of them.");
  }

  @Test
  void aBestFitThatIsMergedWithThePersonaItselfAddsNobody() {
    Personas merged = personas.merge(SRE, SRE_LEAD).orThrow();

    assertThat(merged.chain(REGION_LEAD)).containsExactly(REGION_LEAD, SRE_LEAD);
    assertThat(merged.chain(SRE)).containsExactly(SRE_LEAD);
  }

  @Test
  void refusesABestFitThatDoesNotExist() {
    assertThat(refusal(personas.bestFit(SRE, new PersonaId("wizard")))).hasSize(1);
  }

  @Test
  void addedPersonasMayNameEachOtherAndAreShownLastById() {
    Personas more =
        personas
            .add(
                List.of(
                    own("zookeeper", "Zookeeper", "aquarist"), own("aquarist", "Aquarist", null)))
            .orThrow();

    assertThat(more.all().subList(16, 18))
        .extracting(p -> p.id().value())
        .containsExactly("aquarist", "zookeeper");
    assertThat(found(more, "zookeepers")).isEqualTo("zookeeper");
  }

  @Test
  void refusesAllFlawsOfAddedPersonasAtOnce() {
    Change change =
        personas.add(
            List.of(
                own("sre", "Another", null),
                own("wizard", "Developers", null),
                own("witch", "Witch", "warlock")));

    assertThat(refusal(change))
        .hasSize(3)
        .anyMatch(m -> m.startsWith("persona 'sre' is defined twice"))
        .anyMatch(m -> m.startsWith("personas developer, wizard share the name"))
        .anyMatch(m -> m.startsWith("persona 'warlock': expected one of"));
    assertThatThrownBy(change::orThrow).hasMessageContaining("warlock");
  }

  @Test
  void everyShippedPersonaSaysWhatItDecidesAndWhereItComesFrom() {
    assertThat(personas.all())
        .allSatisfy(
            p -> {
              assertThat(p.charter().decides()).endsWith(".");
              assertThat(p.charter().altitude()).endsWith(".");
              assertThat(p.origin().source()).containsAnyOf("ADR-0000", "incident");
            });
    assertThat(personas.get(ENGINEERING_MANAGER)).isPresent();
    assertThat(personas.get(SERVICE_OWNER)).isPresent();
  }

  private static Persona own(String id, String name, @Nullable String bestFit) {
    return new Persona(
        new PersonaId(id),
        new Label(name, List.of()),
        new Charter("Decides.", "Near."),
        bestFit == null ? null : new PersonaId(bestFit),
        new Origin(Kind.ORGANISATION, "people.yaml"));
  }

  private static String found(Personas personas, String name) {
    return switch (personas.find(name)) {
      case Match.Found(Persona persona) -> persona.id().value();
      case Match.Ambiguous ambiguous -> ambiguous.flaw().message();
      case Match.Unknown unknown -> unknown.flaw().message();
    };
  }

  private static List<String> refusal(Change change) {
    return switch (change) {
      case Change.Made _ -> List.of();
      case Change.Refused(List<Flaw> flaws) -> flaws.stream().map(Flaw::message).toList();
    };
  }
}
