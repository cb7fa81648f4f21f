package dev.parallax.server.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.TimeWindow;
import dev.parallax.formats.backstage.Entity;
import dev.parallax.formats.parallaxdev.HolderRef;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.Shift;
import dev.parallax.formats.parallaxdev.ScopeRef;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.Persona;
import dev.parallax.governance.Personas;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SampleDefinitionsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:12:00Z");
  private static final SampleFixture.Read READ = SampleFixture.read();

  @Test
  void theStrictestReaderHasNothingToRemark() {
    assertThat(READ.remarks()).isEmpty();
  }

  @Test
  void thereAreTwelveServicesWithATierAndThirtyTwoPeople() {
    assertThat(entities(Entity.Kind.COMPONENT))
        .hasSize(12)
        .allMatch(component -> component.traits().tier() != null);
    assertThat(entities(Entity.Kind.USER)).hasSize(32);
  }

  @Test
  void everyIndicatorOfTheDefinitionsIsMeasuredAndNothingElse() {
    Set<SliId> defined = new TreeSet<>();
    READ.slos().forEach(slo -> defined.addAll(slo.slis().keySet()));

    assertThat(SampleTraffic.slis()).isEqualTo(defined);
  }

  @Test
  void exportsAloneHasNoSlo() {
    Set<String> without = new TreeSet<>();
    entities(Entity.Kind.COMPONENT).forEach(component -> without.add(component.ref().name()));
    READ.slos().forEach(slo -> without.remove(slo.service().value()));

    assertThat(without).containsExactly("exports");
  }

  @Test
  void allMethodsAndKindsOfWindowsOccur() {
    assertThat(READ.slos()).extracting(Slo::method).contains(BudgetingMethod.values());
    assertThat(READ.slos())
        .extracting(slo -> slo.window() instanceof TimeWindow.Calendar)
        .contains(true, false);
  }

  @Test
  void twoTeamsMeasureTheSame() {
    Map<Object, Integer> uses = new HashMap<>();
    READ.slos()
        .forEach(
            slo ->
                Set.copyOf(slo.slis().values()).forEach(sli -> uses.merge(sli, 1, Integer::sum)));

    assertThat(uses.values()).filteredOn(count -> count > 1).containsExactly(2);
  }

  @Test
  void eachOfTheElevenPersonasIsSomeone() {
    for (Persona persona : Personas.builtIn().all()) {
      if (persona.origin().kind() == Persona.Kind.BUILT_IN) {
        assertThat(assignments())
            .as(persona.name())
            .anyMatch(
                assignment ->
                    assignment.persona().equals(persona.id().value()) && inForce(assignment));
      }
    }
  }

  @Test
  void holdersAreOfAllKindsAndScopesToo() {
    assertThat(assignments()).extracting(a -> a.holder().kind()).contains(HolderRef.Kind.values());
    assertThat(assignments()).extracting(a -> a.scope().kind()).contains(ScopeRef.Kind.values());
  }

  @Test
  void sinceBastienLeftNobodyIsProductOwnerOfPayments() {
    assertThat(assignments())
        .filteredOn(a -> a.persona().equals("product-owner"))
        .filteredOn(a -> covers(a.scope(), "payments", "purchase"))
        .singleElement()
        .matches(a -> a.holder().name().equals("bastien.moreau"))
        .matches(a -> !inForce(a));
  }

  @Test
  void someoneIsOnCallAtAnyHourOfTwoYears() {
    List<Shift> shifts = READ.definitions().schedules().getFirst().value().shifts();

    assertThat(shifts.getFirst().from()).isBefore(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(shifts.getLast().until()).isAfter(Instant.parse("2028-01-01T00:00:00Z"));
    for (int i = 1; i < shifts.size(); i++) {
      assertThat(shifts.get(i).from()).isEqualTo(shifts.get(i - 1).until());
    }
  }

  private static boolean covers(ScopeRef scope, String service, String system) {
    return switch (scope.kind()) {
      case ORGANISATION -> true;
      case SYSTEM -> scope.name().equals(system);
      case SERVICE -> scope.name().equals(service);
    };
  }

  private static boolean inForce(AssignmentDocument assignment) {
    Instant until = assignment.validUntil();
    return until == null || until.isAfter(NOW);
  }

  private static List<AssignmentDocument> assignments() {
    return READ.definitions().assignments().stream().map(Located::value).toList();
  }

  private static List<Entity> entities(Entity.Kind kind) {
    return READ.definitions().entities().stream()
        .map(Located::value)
        .filter(entity -> entity.kind() == kind)
        .toList();
  }
}
