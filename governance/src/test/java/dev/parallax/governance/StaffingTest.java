package dev.parallax.governance;

import static dev.parallax.governance.Shop.ANN;
import static dev.parallax.governance.Shop.ARCHITECTURE_LEAD;
import static dev.parallax.governance.Shop.BOB;
import static dev.parallax.governance.Shop.CART;
import static dev.parallax.governance.Shop.CAT;
import static dev.parallax.governance.Shop.CHECKOUT;
import static dev.parallax.governance.Shop.DEVELOPER;
import static dev.parallax.governance.Shop.FOR_ALL;
import static dev.parallax.governance.Shop.FOR_CART;
import static dev.parallax.governance.Shop.FOR_CHECKOUT;
import static dev.parallax.governance.Shop.FOR_SHOP;
import static dev.parallax.governance.Shop.MONDAY;
import static dev.parallax.governance.Shop.NEXT_WEEK;
import static dev.parallax.governance.Shop.REGION_LEAD;
import static dev.parallax.governance.Shop.SEARCH;
import static dev.parallax.governance.Shop.SERVICE_OWNER;
import static dev.parallax.governance.Shop.SRE;
import static dev.parallax.governance.Shop.SRE_LEAD;
import static dev.parallax.governance.Shop.always;
import static dev.parallax.governance.Shop.assigned;
import static dev.parallax.governance.Shop.group;
import static dev.parallax.governance.Shop.person;
import static dev.parallax.governance.Shop.roster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment.Validity;
import dev.parallax.governance.Directory.Placement;
import dev.parallax.governance.Staffing.Hat;
import dev.parallax.governance.Staffing.Post;
import dev.parallax.governance.Staffing.SinglePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StaffingTest {
  @Test
  void onePersonsHatsAreListedWithScopesAndServices() {
    Roster roster =
        roster(
            always(SERVICE_OWNER, person(ANN), FOR_SHOP),
            always(SERVICE_OWNER, person(ANN), new Scope.ServiceScope(SEARCH)),
            always(DEVELOPER, group("shop-leads"), FOR_CART));

    assertThat(roster.at(MONDAY).hats(ANN))
        .containsExactly(
            new Hat(DEVELOPER, false, List.of(FOR_CART), List.of(CART)),
            new Hat(
                SERVICE_OWNER,
                false,
                List.of(new Scope.ServiceScope(SEARCH), FOR_SHOP),
                List.of(CART, CHECKOUT, SEARCH)));
    assertThat(roster.at(MONDAY).hats(CAT)).isEmpty();
  }

  @Test
  void aHatThatEveryServiceDecidesNearerIsStillAHat() {
    Roster roster =
        roster(
            always(SERVICE_OWNER, person(ANN), FOR_SHOP),
            always(SERVICE_OWNER, person(BOB), FOR_CART),
            always(SERVICE_OWNER, person(CAT), FOR_CHECKOUT));

    assertThat(roster.at(MONDAY).hats(ANN))
        .containsExactly(new Hat(SERVICE_OWNER, false, List.of(FOR_SHOP), List.of()));
  }

  @Test
  void aHatWornAsTheBestFitSaysSo() {
    Roster roster = roster(always(SRE_LEAD, person(ANN), FOR_CHECKOUT));

    assertThat(roster.at(MONDAY).hats(ANN))
        .containsExactly(
            new Hat(REGION_LEAD, true, List.of(FOR_CHECKOUT), List.of(CHECKOUT)),
            new Hat(SRE_LEAD, false, List.of(FOR_CHECKOUT), List.of(CHECKOUT)));
  }

  @Test
  void mergedPersonasAreOneHat() {
    Personas small = Personas.builtIn().merge(ARCHITECTURE_LEAD, DEVELOPER).orThrow();
    Roster roster = roster(small, always(ARCHITECTURE_LEAD, person(ANN), FOR_CHECKOUT));

    assertThat(roster.at(MONDAY).hats(ANN)).extracting(Hat::persona).containsExactly(DEVELOPER);
  }

  @Test
  void hatsEndWithTheirAssignments() {
    Roster roster =
        roster(assigned(SERVICE_OWNER, person(ANN), FOR_SHOP, new Validity(MONDAY, NEXT_WEEK)));

    assertThat(roster.at(MONDAY).hats(ANN)).hasSize(1);
    assertThat(roster.at(NEXT_WEEK).hats(ANN)).isEmpty();
    assertThat(roster.at(NEXT_WEEK).people()).isEmpty();
  }

  @Test
  void aPostThatRestsOnOnePersonIsASinglePoint() {
    Roster roster =
        roster(
            always(SERVICE_OWNER, person(ANN), FOR_CHECKOUT),
            always(SERVICE_OWNER, group("shop-leads"), FOR_CART));

    assertThat(roster.at(MONDAY).singlePoints())
        .containsExactly(new SinglePoint(new Post(SERVICE_OWNER, CHECKOUT), ANN, false));
  }

  @Test
  void anAbsentPersonLeavesVacantWhatNobodyElseFills() {
    Staffing staffing =
        roster(
                always(SERVICE_OWNER, person(ANN), FOR_ALL),
                always(DEVELOPER, group("shop-leads"), FOR_SHOP))
            .at(MONDAY);

    assertThat(staffing.ifAbsent(Set.of(ANN), List.of(CHECKOUT, SEARCH)))
        .containsExactly(new Post(SERVICE_OWNER, CHECKOUT), new Post(SERVICE_OWNER, SEARCH));
    assertThat(staffing.ifAbsent(Set.of(BOB), List.of(CHECKOUT))).isEmpty();
    assertThat(staffing.ifAbsent(Set.of(ANN, BOB), List.of(CHECKOUT)))
        .containsExactly(new Post(DEVELOPER, CHECKOUT), new Post(SERVICE_OWNER, CHECKOUT));
  }

  @Test
  void postsThatNobodyFillsAreListed() {
    Staffing staffing = roster(always(SERVICE_OWNER, group("nobody"), FOR_ALL)).at(MONDAY);

    assertThat(staffing.vacancies()).hasSize(3 * 16).contains(new Post(SERVICE_OWNER, CHECKOUT));
  }

  @Test
  void aServiceThatOnlyAnAssignmentNamesHasPostsToo() {
    ServiceId stray = new ServiceId("stray");
    Roster roster = roster(always(SRE, person(ANN), new Scope.ServiceScope(stray)));

    assertThat(roster.services()).containsExactly(CART, CHECKOUT, SEARCH, stray);
    assertThat(roster.at(MONDAY).singlePoints())
        .contains(new SinglePoint(new Post(SRE, stray), ANN, false));
  }

  @Test
  void tenThousandServicesAreReadInOneSweep() {
    List<Placement> services =
        IntStream.range(0, 10_000)
            .mapToObj(i -> new Placement(new ServiceId("s" + i), "system" + i % 100))
            .toList();
    List<Assignment> assignments = new ArrayList<>();
    for (Persona persona : Personas.builtIn().all()) {
      assignments.add(always(persona.id(), person(ANN), FOR_ALL));
      for (Placement service : services) {
        if (service.service().value().endsWith("7")) {
          assignments.add(
              always(persona.id(), person(BOB), new Scope.ServiceScope(service.service())));
        }
      }
    }
    Directory directory = new Directory(List.of(), List.of(), List.of(), services);

    Staffing staffing =
        new Roster(Personas.builtIn(), directory, new Assignments(assignments)).at(MONDAY);

    assertThat(staffing.singlePoints()).hasSize(160_000);
    assertThat(staffing.hats(ANN).getFirst().services()).hasSize(9_000);
    assertThat(staffing.hats(BOB).getFirst().services()).hasSize(1_000);
  }
}
