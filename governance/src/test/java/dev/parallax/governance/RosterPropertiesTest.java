package dev.parallax.governance;

import static dev.parallax.governance.RandomOrganisation.HOURS;
import static dev.parallax.governance.RandomOrganisation.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.NaiveResolver.Outcome;
import dev.parallax.governance.Resolution.Filled;
import dev.parallax.governance.Resolution.Held;
import dev.parallax.governance.Resolution.Vacant;
import dev.parallax.governance.Staffing.Hat;
import dev.parallax.governance.Staffing.Post;
import dev.parallax.governance.Staffing.SinglePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What holds for every organisation. Each failure names its seed; `RandomOrganisation.of(seed)`
/// makes the organisation again.
class RosterPropertiesTest {
  private static final int ORGANISATIONS = 2_000;
  private static final List<PersonaId> ASKED =
      LongStream.range(0, 5).mapToObj(i -> new PersonaId("p" + i)).toList();

  @Test
  void resolutionEqualsTheNaiveResolver() {
    Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
    for (long seed = 0; seed < ORGANISATIONS; seed++) {
      RandomOrganisation organisation = RandomOrganisation.of(seed);
      Roster roster = organisation.roster();
      Instant at = instant(seed);
      NaiveResolver naive = new NaiveResolver(organisation, at);
      for (ServiceId service : organisation.askedServices()) {
        for (PersonaId persona : ASKED) {
          Resolution resolution = roster.resolve(persona, service, at);
          String where = "seed %d: %s".formatted(seed, resolution.query());
          Outcome outcome = naive.outcome(persona, service);
          seen.merge(outcome, 1, Integer::sum);

          assertThat(resolution.people())
              .as(where)
              .containsExactlyElementsOf(naive.people(persona, service));
          assertThat(outcome(resolution)).as(where).isEqualTo(outcome);
        }
      }
    }
    assertThat(seen).as("every outcome is met").containsOnlyKeys(Outcome.values());
  }

  @Test
  void theOrderInWhichAssignmentsAreWrittenDoesNotMatter() {
    for (long seed = 0; seed < ORGANISATIONS / 4; seed++) {
      RandomOrganisation organisation = RandomOrganisation.of(seed);
      List<Assignment> shuffled = new ArrayList<>(organisation.assignments());
      Collections.shuffle(shuffled, new Random(seed));
      Roster one = organisation.roster();
      Roster other = organisation.roster(shuffled);
      Instant at = instant(seed);
      for (ServiceId service : organisation.askedServices()) {
        for (PersonaId persona : ASKED) {
          assertThat(other.resolve(persona, service, at))
              .as("seed %d", seed)
              .isEqualTo(one.resolve(persona, service, at));
        }
      }
      assertThat(new Assignments(shuffled).check())
          .isEqualTo(new Assignments(organisation.assignments()).check());
    }
  }

  @Test
  void theReverseLookUpsSayWhatTheResolutionsSay() {
    for (long seed = 0; seed < ORGANISATIONS / 4; seed++) {
      Roster roster = RandomOrganisation.of(seed).roster();
      Instant at = instant(seed);
      Staffing staffing = roster.at(at);
      Set<PersonRef> absent = Set.of(new PersonRef("u0"), new PersonRef("u1"));
      List<SinglePoint> single = new ArrayList<>();
      List<Post> vacant = new ArrayList<>();
      List<Post> lost = new ArrayList<>();
      for (Post post : posts(roster)) {
        Resolution resolution = roster.resolve(post.persona(), post.service(), at);
        switch (resolution) {
          case Vacant _ -> vacant.add(post);
          case Filled filled -> {
            if (filled.holders().size() == 1) {
              single.add(new SinglePoint(post, filled.people().getFirst(), filled.byBestFit()));
            }
            if (absent.containsAll(filled.people())) {
              lost.add(post);
            }
          }
        }
      }

      assertThat(staffing.singlePoints()).as("seed %d", seed).isEqualTo(single);
      assertThat(staffing.vacancies()).as("seed %d", seed).isEqualTo(vacant);
      assertThat(staffing.ifAbsent(absent, roster.services())).as("seed %d", seed).isEqualTo(lost);
    }
  }

  @Test
  void aPersonHasAHatForAServiceExactlyIfTheResolutionNamesThatPerson() {
    for (long seed = 0; seed < ORGANISATIONS / 4; seed++) {
      Roster roster = RandomOrganisation.of(seed).roster();
      Instant at = instant(seed);
      Staffing staffing = roster.at(at);
      SortedSet<String> byHats = new TreeSet<>();
      for (PersonRef person : staffing.people()) {
        for (Hat hat : staffing.hats(person)) {
          hat.services().forEach(s -> byHats.add(worn(person, hat.persona(), s, hat.byBestFit())));
        }
      }
      SortedSet<String> byResolutions = new TreeSet<>();
      for (Post post : posts(roster)) {
        if (roster.resolve(post.persona(), post.service(), at) instanceof Filled filled) {
          filled
              .people()
              .forEach(
                  p ->
                      byResolutions.add(
                          worn(p, post.persona(), post.service(), filled.byBestFit())));
        }
      }

      assertThat(byHats).as("seed %d", seed).isEqualTo(byResolutions);
    }
  }

  @Test
  void everyHolderIsReachedFromAnAssignmentThatDecides() {
    for (long seed = 0; seed < ORGANISATIONS / 4; seed++) {
      RandomOrganisation organisation = RandomOrganisation.of(seed);
      Instant at = instant(seed);
      for (Post post : posts(organisation.roster())) {
        Resolution resolution = organisation.roster().resolve(post.persona(), post.service(), at);
        if (resolution instanceof Filled filled) {
          for (Held held : filled.holders()) {
            assertThat(held.assignment().validity().covers(at)).as("seed %d", seed).isTrue();
            Holder first =
                held.via().isEmpty() ? new Holder.Person(held.person()) : held.via().getFirst();
            assertThat(first).as("seed %d", seed).isEqualTo(held.assignment().holder());
          }
        }
        assertThat(resolution.explanation()).allMatch(sentence -> sentence.endsWith("."));
      }
    }
  }

  private static List<Post> posts(Roster roster) {
    List<PersonaId> personas =
        roster.personas().distinct().stream().map(Persona::id).sorted().toList();
    return roster.services().stream()
        .flatMap(service -> personas.stream().map(persona -> new Post(persona, service)))
        .toList();
  }

  private static String worn(PersonRef who, PersonaId persona, ServiceId service, boolean fit) {
    return "%s as %s of %s%s".formatted(who, persona, service, fit ? " (best fit)" : "");
  }

  private static Outcome outcome(Resolution resolution) {
    return switch (resolution) {
      case Filled _ -> Outcome.DECIDED;
      case Vacant vacant ->
          switch (vacant.reason()) {
            case Vacancy.Lapsed _ -> Outcome.LAPSED;
            case Vacancy.NotYetInForce _ -> Outcome.NOT_YET;
            case Vacancy.NeverAssigned _ -> Outcome.NEVER;
            case Vacancy.EmptyGroup _,
                Vacancy.Left _,
                Vacancy.UncoveredSchedule _,
                Vacancy.UnknownHolder _,
                Vacancy.CircleOfServices _,
                Vacancy.ServiceVacant _,
                Vacancy.UnknownPersona _ ->
                Outcome.DECIDED;
          };
    };
  }

  private static Instant instant(long seed) {
    return hour((int) (seed % HOURS));
  }
}
