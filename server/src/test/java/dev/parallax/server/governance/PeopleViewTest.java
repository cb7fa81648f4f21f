package dev.parallax.server.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignments;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Scope;
import dev.parallax.governance.Staffing;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PeopleViewTest {
  private static final PersonRef ANA = new PersonRef("ana");
  private static final PersonRef KOFI = new PersonRef("kofi");
  private static final PersonRef LI = new PersonRef("li");
  private static final PersonaId SRE = new PersonaId("sre");
  private static final PersonaId SERVICE_OWNER = new PersonaId("service-owner");
  private static final ServiceId CHECKOUT = new ServiceId("checkout");

  private final PeopleView view =
      view(
          assigned(SERVICE_OWNER, new Holder.Person(ANA), new Scope.ServiceScope(CHECKOUT)),
          assigned(SRE, new Holder.Group("ops"), new Scope.Organisation()));

  private static Assignment assigned(PersonaId persona, Holder holder, Scope scope) {
    return new Assignment(persona, holder, scope, Assignment.Validity.ALWAYS, "people.yaml");
  }

  private static PeopleView view(Assignment... assignments) {
    List<Service> services =
        List.of(
            Stand.service("checkout", "Checkout", "shop"),
            Stand.service("search", "Search", "shop"));
    Directory directory =
        new Directory(
            List.of(
                new Directory.Person(ANA, "Ana Ruiz"),
                new Directory.Person(KOFI, "Kofi Owusu"),
                new Directory.Person(LI, "Li Wei")),
            List.of(Directory.Group.of("ops", KOFI, LI)),
            List.of(),
            services.stream()
                .map(each -> new Directory.Placement(each.id(), each.system()))
                .toList());
    Roster roster = new Roster(Personas.builtIn(), directory, Assignments.of(assignments));
    TreeMap<ServiceId, Service> byId = new TreeMap<>();
    services.forEach(each -> byId.put(each.id(), each));
    Registry registry =
        new Registry(
            1,
            byId,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            roster,
            Matrices.shipped(roster.directory()::scopesOf),
            new TreeMap<>(),
            List.of());
    return new PeopleView(
        new Seats.Census(registry, roster.at(Stand.MONDAY), Stand.MONDAY, Map.of()));
  }

  @Test
  void theSentenceCountsWhatTheStaffingCounts() {
    Staffing staffing = view.census().staffing();

    assertThat(view.sentence())
        .startsWith("Three people hold two personas; ")
        .contains(view.vacancies("").size() + " posts are vacant");
    assertThat(staffing.vacancies()).containsAll(view.vacancies(""));
  }

  @Test
  void withoutAssignmentsItSaysThatNobodyHoldsAnything() {
    assertThat(view().sentence())
        .isEqualTo("Three people are registered, and nobody holds a persona yet.");
  }

  @Test
  void peopleAreFoundByNameLoginAndHat() {
    assertThat(view.people("OWUSU")).extracting(PeopleView.Person::ref).containsExactly("kofi");
    assertThat(view.people("li")).extracting(PeopleView.Person::ref).contains("li");
    assertThat(view.people("Service Owner"))
        .extracting(PeopleView.Person::ref)
        .containsExactly("ana");
    assertThat(view.people(""))
        .extracting(PeopleView.Person::name)
        .containsExactly("Ana Ruiz", "Kofi Owusu", "Li Wei");
  }

  @Test
  void aVacantSeatSaysWhyAndAFilledOneIsNotAmongThem() {
    assertThat(view.vacancies("service owner"))
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.service().value()).isEqualTo("search");
              assertThat(view.post(post).seat().vacancy()).isEqualTo("nobody was ever assigned");
              assertThat(view.post(post).seat().why()).last().asString().startsWith("So: vacant");
            });
  }

  @Test
  void vacanciesOfOnePersonaAndReasonAreOneLine() {
    assertThat(view.gaps(view.vacancies("qe manager")))
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo("nobody was ever assigned");
              assertThat(gap.services())
                  .extracting(ServiceRow.Link::text)
                  .containsExactly("Checkout", "Search");
            });
  }

  @Test
  void nobodyIsMissedInAPersonaThatOnlySiblingDocumentsUse() {
    assertThat(view.census().staffing().vacancies())
        .anyMatch(post -> post.persona().value().equals("adr-sponsor"));
    assertThat(view.vacancies("")).noneMatch(post -> post.persona().value().equals("adr-sponsor"));
  }

  @Test
  void whatRestsOnOnePersonIsSaidByPerson() {
    assertThat(view.resting("service owner"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.person().text()).isEqualTo("Ana Ruiz");
              assertThat(each.text()).contains("Service Owner of Checkout");
            });
  }

  @Test
  void onePersonsSentenceNamesHatsServicesAndWhatRestsOnThem() {
    assertThat(view.sentence(view.person(KOFI), view.ifAbsent(KOFI).size()))
        .startsWith("Kofi Owusu wears ")
        .endsWith("for two services; no post rests on them alone.");
    assertThat(view.ifAbsent(ANA)).contains(new Staffing.Post(SERVICE_OWNER, CHECKOUT));
  }

  @Test
  void aPersonaCountsItsHoldersWithoutBestFits() {
    assertThat(view.personas())
        .filteredOn(row -> row.id().equals("sre"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.holders()).isEqualTo(2);
              assertThat(row.vacant()).isZero();
            });
    assertThat(PeoplePages.sentence(view.personas()))
        .isEqualTo("Two of the eleven personas are held by somebody.");
  }
}
