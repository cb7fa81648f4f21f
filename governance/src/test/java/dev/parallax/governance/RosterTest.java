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
import static dev.parallax.governance.Shop.LAST_WEEK;
import static dev.parallax.governance.Shop.MONDAY;
import static dev.parallax.governance.Shop.NEXT_WEEK;
import static dev.parallax.governance.Shop.PRODUCT_OWNER;
import static dev.parallax.governance.Shop.REGION_LEAD;
import static dev.parallax.governance.Shop.SEARCH;
import static dev.parallax.governance.Shop.SRE;
import static dev.parallax.governance.Shop.always;
import static dev.parallax.governance.Shop.assigned;
import static dev.parallax.governance.Shop.group;
import static dev.parallax.governance.Shop.person;
import static dev.parallax.governance.Shop.roster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment.Validity;
import dev.parallax.governance.Resolution.Filled;
import dev.parallax.governance.Resolution.Held;
import dev.parallax.governance.Resolution.Vacant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {
  @Test
  void whoLeftFillsNothingAndTheVacancySaysSo() {
    Directory directory =
        new Directory(
            List.of(new Directory.Person(ANN, "Ann Ash").inactive()),
            List.of(Directory.Group.of("leads", ANN, BOB)),
            List.of(),
            List.of(new Directory.Placement(CHECKOUT, null)));
    Roster roster =
        new Roster(
            Personas.builtIn(),
            directory,
            Assignments.of(
                always(SRE, person(ANN), FOR_CHECKOUT),
                always(DEVELOPER, group("leads"), FOR_CHECKOUT)));

    assertThat(people(roster, DEVELOPER, CHECKOUT)).containsExactly(BOB);
    assertThat(roster.resolve(SRE, CHECKOUT, MONDAY)).isInstanceOf(Vacant.class);
    assertThat(roster.resolve(SRE, CHECKOUT, MONDAY).explanation())
        .contains("Leads to nobody: ann left.");
    assertThat(roster.at(MONDAY).people()).containsExactly(BOB);
  }

  @Test
  void theServicesOwnAssignmentComesBeforeThatOfItsSystem() {
    Roster roster =
        roster(
            always(SRE, person(ANN), FOR_ALL),
            always(SRE, person(BOB), FOR_SHOP),
            always(SRE, person(CAT), FOR_CHECKOUT));

    assertThat(people(roster, SRE, CHECKOUT)).containsExactly(CAT);
    assertThat(people(roster, SRE, CART)).containsExactly(BOB);
    assertThat(people(roster, SRE, SEARCH)).containsExactly(ANN);
  }

  @Test
  void anInheritedGroupIsExplainedStepByStep() {
    Roster roster = roster(always(PRODUCT_OWNER, group("shop-leads"), FOR_SHOP));

    assertThat(roster.resolve(PRODUCT_OWNER, CHECKOUT, MONDAY).explanation())
        .containsExactly(
            "No assignment of 'Product Owner' for service checkout at 2026-11-23T08:00:00Z.",
            "'Product Owner' of service checkout is inherited from system shop: group shop-leads.",
            "Group shop-leads has 2 members: ann, bob.",
            "So: ann, bob.");
  }

  @Test
  void severalHoldersStandSideBySideAndEachPersonCountsOnce() {
    Roster roster =
        roster(
            always(SRE, group("everyone"), FOR_CHECKOUT),
            always(SRE, person(ANN), FOR_CHECKOUT),
            always(SRE, group("shop-leads"), FOR_CHECKOUT));

    Filled filled = (Filled) roster.resolve(SRE, CHECKOUT, MONDAY);

    assertThat(filled.holders())
        .containsExactly(
            new Held(ANN, always(SRE, person(ANN), FOR_CHECKOUT), List.of()),
            new Held(
                BOB,
                always(SRE, group("everyone"), FOR_CHECKOUT),
                List.of(group("everyone"), group("shop-leads"))),
            new Held(
                CAT, always(SRE, group("everyone"), FOR_CHECKOUT), List.of(group("everyone"))));
  }

  @Test
  void onePersonMayWearManyHatsOnOneService() {
    Roster roster =
        roster(
            always(SRE, person(ANN), FOR_CHECKOUT), always(DEVELOPER, person(ANN), FOR_CHECKOUT));

    assertThat(people(roster, SRE, CHECKOUT)).isEqualTo(people(roster, DEVELOPER, CHECKOUT));
  }

  @Test
  void nothingAssignedIsAVacancyOfItsOwn() {
    Resolution resolution = roster().resolve(SRE, CHECKOUT, MONDAY);

    assertThat(reasons(resolution)).containsExactly(new Vacancy.NeverAssigned());
    assertThat(resolution.explanation())
        .containsExactly(
            "No assignment of 'Site Reliability Engineer' for service checkout at 2026-11-23T08:00:00Z.",
            "No assignment of 'Site Reliability Engineer' for system shop at 2026-11-23T08:00:00Z.",
            "No assignment of 'Site Reliability Engineer' for the organisation at 2026-11-23T08:00:00Z.",
            "Leads to nobody: nobody was ever assigned.",
            "So: vacant, because nobody was ever assigned.");
  }

  @Test
  void anAssignmentThatHasEndedIsPassedOverAndMentioned() {
    Assignment ended = assigned(SRE, person(CAT), FOR_CHECKOUT, new Validity(LAST_WEEK, MONDAY));
    Roster roster = roster(ended, always(SRE, person(BOB), FOR_SHOP));

    assertThat(roster.resolve(SRE, CHECKOUT, MONDAY.minusNanos(1)).people()).containsExactly(CAT);
    assertThat(people(roster, SRE, CHECKOUT)).containsExactly(BOB);
    assertThat(roster.resolve(SRE, CHECKOUT, MONDAY).explanation())
        .startsWith(
            "The assignment of sre for service checkout to person cat ended at 2026-11-23T08:00:00Z.");
  }

  @Test
  void theLastAssignmentThatEndedIsTheReasonOfTheVacancy() {
    Assignment earlier = assigned(SRE, person(CAT), FOR_CHECKOUT, new Validity(null, LAST_WEEK));
    Assignment later = assigned(SRE, person(ANN), FOR_SHOP, new Validity(LAST_WEEK, MONDAY));
    Assignment announced = assigned(SRE, person(BOB), FOR_SHOP, Validity.from(NEXT_WEEK));

    Resolution resolution = roster(earlier, later, announced).resolve(SRE, CHECKOUT, MONDAY);

    assertThat(reasons(resolution)).containsExactly(new Vacancy.Lapsed(later, MONDAY));
    assertThat(resolution.explanation())
        .contains(
            "The assignment of sre for system shop to person bob begins at 2026-11-30T08:00:00Z.");
  }

  @Test
  void anAnnouncedAssignmentIsNotYetInForce() {
    Assignment announced = assigned(SRE, person(BOB), FOR_SHOP, Validity.from(NEXT_WEEK));

    assertThat(reasons(roster(announced).resolve(SRE, CHECKOUT, MONDAY)))
        .containsExactly(new Vacancy.NotYetInForce(announced, NEXT_WEEK));
  }

  @Test
  void anEmptyGroupIsAVacancyAndIsNotHiddenByTheSystemsAssignment() {
    Roster roster =
        roster(always(SRE, group("nobody"), FOR_CHECKOUT), always(SRE, person(BOB), FOR_SHOP));

    assertThat(reasons(roster.resolve(SRE, CHECKOUT, MONDAY)))
        .containsExactly(new Vacancy.EmptyGroup("nobody"));
  }

  @Test
  void aGroupThatTheDirectoryDoesNotKnowIsAVacancy() {
    Resolution resolution =
        roster(always(SRE, group("ghosts"), FOR_CHECKOUT)).resolve(SRE, CHECKOUT, MONDAY);

    assertThat(reasons(resolution)).containsExactly(new Vacancy.UnknownHolder(group("ghosts")));
    assertThat(resolution.explanation())
        .endsWith("So: vacant, because group ghosts is not in the directory.");
  }

  @Test
  void groupsThatContainOneAnotherAreOpenedAndTheCircleIsSaid() {
    Resolution resolution =
        roster(always(SRE, group("left"), FOR_CHECKOUT)).resolve(SRE, CHECKOUT, MONDAY);

    assertThat(resolution.people()).containsExactly(ANN, BOB);
    assertThat(resolution.explanation())
        .contains("Groups contain one another: left → right → left; each member counts once.");
  }

  @Test
  void aScheduleGivesWhoeverIsOnDuty() {
    Roster roster = roster(always(SRE, new Holder.Schedule("pager"), FOR_SHOP));

    Resolution sunday = roster.resolve(SRE, CHECKOUT, MONDAY.minusNanos(1));

    assertThat(sunday.people()).containsExactly(CAT);
    assertThat(sunday.explanation())
        .contains("On duty in schedule pager at 2026-11-23T07:59:59.999999999Z: cat.");
  }

  @Test
  void anUncoveredHourIsAVacancyThatSaysWhenItEnds() {
    Roster roster = roster(always(SRE, new Holder.Schedule("pager"), FOR_SHOP));

    Resolution resolution = roster.resolve(SRE, CHECKOUT, MONDAY);

    assertThat(reasons(resolution))
        .containsExactly(new Vacancy.UncoveredSchedule("pager", NEXT_WEEK));
    assertThat(resolution.explanation())
        .endsWith(
            "So: vacant, because nobody is on duty in schedule pager, the next shift begins at "
                + "2026-11-30T08:00:00Z.");
  }

  @Test
  void aServiceThatHoldsAPersonaIsAskedForItsOwnPeople() {
    Roster roster =
        roster(
            always(SRE, new Holder.ServiceHolder(SEARCH), FOR_CHECKOUT),
            always(SRE, group("shop-leads"), new Scope.ServiceScope(SEARCH)));

    Filled filled = (Filled) roster.resolve(SRE, CHECKOUT, MONDAY);

    assertThat(filled.holders().getFirst())
        .isEqualTo(
            new Held(
                ANN,
                always(SRE, new Holder.ServiceHolder(SEARCH), FOR_CHECKOUT),
                List.of(new Holder.ServiceHolder(SEARCH), group("shop-leads"))));
    assertThat(filled.explanation())
        .containsExactly(
            "'Site Reliability Engineer' of service checkout is assigned to service search.",
            "Service search holds it: whoever is sre of service search.",
            "'Site Reliability Engineer' of service search is assigned to group shop-leads.",
            "Group shop-leads has 2 members: ann, bob.",
            "So: ann, bob.");
  }

  @Test
  void aServiceMayBeAskedForAnotherPersona() {
    PersonaId consumer = new PersonaId("service-consumer");
    Roster roster =
        roster(
            always(consumer, new Holder.ServiceHolder(CART, DEVELOPER), FOR_CHECKOUT),
            always(DEVELOPER, person(CAT), FOR_CART));

    assertThat(people(roster, consumer, CHECKOUT)).containsExactly(CAT);
  }

  @Test
  void servicesThatHoldAPersonaForOneAnotherAreAVacancyThatNamesTheCircle() {
    Roster roster =
        roster(
            always(SRE, new Holder.ServiceHolder(CART), FOR_CHECKOUT),
            always(SRE, new Holder.ServiceHolder(SEARCH), FOR_CART),
            always(SRE, new Holder.ServiceHolder(CART), new Scope.ServiceScope(SEARCH)));

    assertThat(reasons(roster.resolve(SRE, CHECKOUT, MONDAY)))
        .containsExactly(new Vacancy.CircleOfServices(List.of(CART, SEARCH, CART)));
    assertThat(reasons(roster.resolve(SRE, CART, MONDAY)))
        .containsExactly(new Vacancy.CircleOfServices(List.of(CART, SEARCH, CART)));
  }

  @Test
  void aCircleOfServicesWithAPersonInItGivesThatPerson() {
    Roster roster =
        roster(
            always(SRE, new Holder.ServiceHolder(CART), FOR_CHECKOUT),
            always(SRE, new Holder.ServiceHolder(CHECKOUT), FOR_CART),
            always(SRE, person(CAT), FOR_CART));

    assertThat(people(roster, SRE, CHECKOUT)).containsExactly(CAT);
    assertThat(people(roster, SRE, CART)).containsExactly(CAT);
  }

  @Test
  void aServiceThatIsReachedTwiceIsAskedOnce() {
    Roster roster =
        roster(
            always(SRE, new Holder.ServiceHolder(CART), FOR_CHECKOUT),
            always(SRE, new Holder.ServiceHolder(SEARCH), FOR_CHECKOUT),
            always(SRE, new Holder.ServiceHolder(SEARCH), FOR_CART),
            always(SRE, person(CAT), new Scope.ServiceScope(SEARCH)));

    Resolution resolution = roster.resolve(SRE, CHECKOUT, MONDAY);

    assertThat(resolution.people()).containsExactly(CAT);
    assertThat(resolution.explanation())
        .contains("Whoever is sre of service search is counted above.");
  }

  @Test
  void aServiceWithNobodyOfItsOwnIsTheReasonOfTheVacancy() {
    Resolution resolution =
        roster(always(SRE, new Holder.ServiceHolder(CART), FOR_CHECKOUT))
            .resolve(SRE, CHECKOUT, MONDAY);

    assertThat(reasons(resolution))
        .containsExactly(new Vacancy.ServiceVacant(CART, SRE, new Vacancy.NeverAssigned()));
    assertThat(resolution.explanation())
        .endsWith("So: vacant, because service cart has no sre: nobody was ever assigned.");
  }

  @Test
  void aChainOfTwentyThousandServicesEnds() {
    List<Assignment> chain = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Holder next = new Holder.ServiceHolder(new ServiceId("s" + (i + 1)));
      chain.add(always(SRE, next, new Scope.ServiceScope(new ServiceId("s" + i))));
    }
    chain.add(always(SRE, person(CAT), new Scope.ServiceScope(new ServiceId("s20000"))));
    Roster roster = new Roster(Personas.builtIn(), Shop.directory(), new Assignments(chain));

    assertThat(people(roster, SRE, new ServiceId("s0"))).containsExactly(CAT);
  }

  @Test
  void holdersOfAMergedPersonaCountForBoth() {
    Personas small = Personas.builtIn().merge(ARCHITECTURE_LEAD, DEVELOPER).orThrow();
    Roster roster =
        roster(
            small,
            always(ARCHITECTURE_LEAD, person(ANN), FOR_CHECKOUT),
            always(DEVELOPER, person(BOB), FOR_CHECKOUT));

    Resolution asLead = roster.resolve(ARCHITECTURE_LEAD, CHECKOUT, MONDAY);

    assertThat(asLead.people()).containsExactly(ANN, BOB);
    assertThat(people(roster, DEVELOPER, CHECKOUT)).containsExactly(ANN, BOB);
    assertThat(asLead.explanation())
        .startsWith(
            "'Developer', 'Architecture Lead' are one persona here, treated as 'Developer'; assignments of each "
                + "count.");
    assertThat(((Filled) asLead).byBestFit()).isFalse();
    assertThat(((Filled) asLead).filledAs()).isEqualTo(DEVELOPER);
  }

  @Test
  void aBestFitStandsInOnlyWhereNobodyIsAssigned() {
    Roster roster =
        roster(
            always(SRE, person(ANN), FOR_ALL),
            always(REGION_LEAD, person(BOB), new Scope.ServiceScope(SEARCH)));

    Filled standIn = (Filled) roster.resolve(REGION_LEAD, CHECKOUT, MONDAY);

    assertThat(standIn.people()).containsExactly(ANN);
    assertThat(standIn.byBestFit()).isTrue();
    assertThat(standIn.filledAs()).isEqualTo(SRE);
    assertThat(standIn.explanation())
        .contains("Nobody is 'Region Lead'; the best fit is 'SRE Lead'.")
        .contains("Nobody is 'SRE Lead'; the best fit is 'Site Reliability Engineer'.");
    assertThat(people(roster, REGION_LEAD, SEARCH)).containsExactly(BOB);
  }

  @Test
  void thePersonasOwnDistantAssignmentComesBeforeABestFitNearby() {
    Roster roster =
        roster(always(REGION_LEAD, person(BOB), FOR_ALL), always(SRE, person(ANN), FOR_CHECKOUT));

    assertThat(people(roster, REGION_LEAD, CHECKOUT)).containsExactly(BOB);
  }

  @Test
  void anUnknownPersonaIsAVacancy() {
    PersonaId wizard = new PersonaId("wizard");

    assertThat(reasons(roster().resolve(wizard, CHECKOUT, MONDAY)))
        .containsExactly(new Vacancy.UnknownPersona(wizard));
  }

  @Test
  void aServiceThatIsNotListedInheritsFromTheOrganisationAlone() {
    Roster roster = roster(always(SRE, person(ANN), FOR_ALL), always(SRE, person(BOB), FOR_SHOP));

    Resolution resolution = roster.resolve(SRE, new ServiceId("stray"), MONDAY);

    assertThat(resolution.people()).containsExactly(ANN);
    assertThat(resolution.explanation())
        .startsWith("Service stray is not in the directory; no system is known to inherit from.");
  }

  @Test
  void everyReasonIsGivenWhenSeveralHoldersLeadToNobody() {
    Roster roster =
        roster(
            always(SRE, group("nobody"), FOR_CHECKOUT),
            always(SRE, new Holder.Schedule("pager"), FOR_CHECKOUT));

    assertThat(reasons(roster.resolve(SRE, CHECKOUT, MONDAY)))
        .containsExactly(
            new Vacancy.EmptyGroup("nobody"), new Vacancy.UncoveredSchedule("pager", NEXT_WEEK));
  }

  @Test
  void aRenamedPersonaIsExplainedByItsNewName() {
    Personas renamed = Personas.builtIn().rename(SRE, "Site Operator").orThrow();
    Roster roster = roster(renamed, always(SRE, person(ANN), FOR_CHECKOUT));

    assertThat(roster.resolve(SRE, CHECKOUT, MONDAY).explanation())
        .startsWith("'Site Operator' of service checkout is assigned to person ann.");
  }

  private static List<PersonRef> people(Roster roster, PersonaId persona, ServiceId service) {
    return roster.resolve(persona, service, MONDAY).people();
  }

  private static List<Vacancy> reasons(Resolution resolution) {
    return switch (resolution) {
      case Vacant vacant -> vacant.reasons();
      case Filled _ -> List.of();
    };
  }
}
