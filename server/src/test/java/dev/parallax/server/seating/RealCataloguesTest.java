package dev.parallax.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.budget.ServiceId;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.Directory;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.governance.seat.Availability;
import dev.parallax.governance.seat.ReportingLines;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.SeatPlan.Ladder;
import dev.parallax.governance.seat.analysis.BusFactor;
import dev.parallax.governance.seat.analysis.Concentration;
import dev.parallax.governance.seat.analysis.Opening;
import dev.parallax.governance.seat.analysis.OwnerNames;
import dev.parallax.governance.seat.lint.Bounds;
import dev.parallax.governance.seat.lint.SeatLint;
import dev.parallax.server.catalog.RealCatalogue;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.seating.PlainSeats.Needed;
import dev.parallax.server.seating.Surveys.Survey;
import dev.parallax.testkit.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the product counts in catalogues that people really have, against the same counted by
/// [PlainCatalogue] and [PlainSeats].
class RealCataloguesTest {
  private static final String FOLDER = "04-service-catalog/entities";
  private static final Collector<String, ?, SortedSet<String>> SORTED =
      Collectors.toCollection(TreeSet::new);
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  /// One organisation's files, read in both ways.
  private record Read(String name, RealCatalogue real, PlainCatalogue plain) {
    Registry registry() {
      return real.registry();
    }

    PlainSeats seats() {
      return new PlainSeats(
          plain, List.of(ShippedMatrices.reconciled(), ShippedMatrices.keeping()));
    }

    Survey survey() {
      real.register(
          new SourceFile("assignments.yaml", seats().documents().getBytes(StandardCharsets.UTF_8)));
      Registry registry = registry();
      SeatPlan plan =
          new SeatPlan(
              registry.roster(),
              registry.matrices(),
              Availability.full(),
              List.of(),
              new Ladder(ReportingLines.none(), List.of()));
      return Surveys.survey(
          plan, new Seats.Census(registry, registry.roster().at(NOW), NOW, Map.of()));
    }
  }

  private static Read read(String name, List<Path> files) throws IOException {
    Read read = new Read(name, new RealCatalogue(), new PlainCatalogue());
    for (Path file : files) {
      int before = read.real().refused().size();
      read.real().register(new SourceFile(file.getFileName().toString(), Files.readAllBytes(file)));
      if (read.real().refused().size() == before) {
        read.plain().read(Files.readAllBytes(file));
      }
    }
    return read;
  }

  private static List<Read> catalogues() throws IOException {
    List<Read> catalogues = new ArrayList<>();
    List<Path> all = new ArrayList<>();
    try (Stream<Path> folders = Files.list(SharedData.folder(FOLDER))) {
      for (Path folder : folders.sorted().toList()) {
        try (Stream<Path> files = Files.list(folder)) {
          List<Path> sorted = files.sorted().toList();
          all.addAll(sorted);
          catalogues.add(read(folder.getFileName().toString(), sorted));
        }
      }
    }
    catalogues.add(read("all of them as one", all));
    return catalogues;
  }

  private static List<DynamicTest> each(Consumer<Read> test) throws IOException {
    return catalogues().stream()
        .map(read -> DynamicTest.dynamicTest(read.name(), () -> test.accept(read)))
        .toList();
  }

  @TestFactory
  List<DynamicTest> ownersAreCountedAsTheyStandInTheFiles() throws IOException {
    return each(RealCataloguesTest::ownersAreCounted);
  }

  private static void ownersAreCounted(Read read) {
    Registry registry = read.registry();
    Directory directory = registry.roster().directory();
    OwnerNames owners = OwnerNames.of(Surveys.owners(registry), directory);
    SortedMap<String, SortedSet<String>> spellings = new TreeMap<>();
    SortedSet<String> dangling = new TreeSet<>();
    SortedMap<String, Integer> shares = new TreeMap<>();
    read.plain()
        .components
        .forEach(
            (service, owner) -> {
              String plain = PlainCatalogue.plain(owner);
              if (!owner.isEmpty() && !read.plain().exists(plain)) {
                dangling.add(service);
              }
              if (!owner.isEmpty()) {
                spellings.computeIfAbsent(plain, _ -> new TreeSet<>()).add(owner);
                shares.merge(plain, 1, Integer::sum);
              }
            });
    spellings.values().removeIf(ways -> ways.size() == 1);

    assertThat(values(registry.services().keySet())).isEqualTo(read.plain().components.keySet());
    assertThat(
            Stream.of(owners.dangling(), owners.placeholders())
                .flatMap(each -> each.values().stream())
                .flatMap(Collection::stream)
                .map(ServiceId::value)
                .collect(SORTED))
        .isEqualTo(dangling);
    assertThat(owners.spellings()).isEqualTo(spellings);
    owners.placeholders().keySet().forEach(each -> shares.remove(PlainCatalogue.plain(each)));
    assertThat(owners.shares()).isEqualTo(shares);
    same(owners.concentration(), shares.values());
    TreeSet<String> single = new TreeSet<>();
    read.plain()
        .groups()
        .forEach(
            (group, people) -> {
              if (people.size() == 1) {
                single.add(group);
              }
            });
    assertThat(OwnerNames.ofOneMember(directory).stream().map(Directory.Group::name).toList())
        .containsExactlyElementsOf(single);
    System.out.printf(
        "%s: %d services, %d refused files, %d with a dangling owner (%d placeholders), %d owners in several spellings, most %.0f %%, Gini %.3f, %d groups, %d of one member%n",
        read.name(),
        registry.services().size(),
        read.real().refused().size(),
        dangling.size(),
        owners.placeholders().size(),
        spellings.size(),
        owners.concentration().largestShare() * 100,
        owners.concentration().gini(),
        read.plain().groups().size(),
        single.size());
    read.real().refused().forEach(each -> System.out.println("  refused " + each));
  }

  private static SortedSet<String> values(Collection<ServiceId> ids) {
    return ids.stream().map(ServiceId::value).collect(SORTED);
  }

  /// By the definitions: Gini as the mean difference of all pairs, HHI as the sum of squares.
  private static void same(Concentration found, Collection<Integer> each) {
    double total = each.stream().mapToInt(Integer::intValue).sum();
    double pairs = 0;
    double squares = 0;
    for (int one : each) {
      squares += one / total * (one / total);
      for (int other : each) {
        pairs += Math.abs(one - other);
      }
    }
    assertThat(found.holders()).isEqualTo(each.size());
    assertThat(found.total()).isEqualTo((long) total);
    if (!each.isEmpty()) {
      assertThat(found.gini()).isCloseTo(pairs / (2 * each.size() * total), within(1e-9));
      assertThat(found.hhi()).isCloseTo(squares, within(1e-9));
      assertThat(found.largestShare())
          .isCloseTo(
              each.stream().mapToInt(Integer::intValue).max().orElse(0) / total, within(1e-9));
    }
  }

  @TestFactory
  List<DynamicTest> seatsAreFilledVacantAndContestedAsByHand() throws IOException {
    return each(RealCataloguesTest::seatsAreCounted);
  }

  private static void seatsAreCounted(Read read) {
    Survey survey = read.survey();
    List<Needed> plain = read.seats().all();

    assertThat(survey.needed()).isEqualTo(plain.size());
    assertThat(names(survey.openings().stream()))
        .isEqualTo(named(plain.stream().filter(seat -> !seat.filled())));
    assertThat(names(survey.openings().stream().filter(Opening::contested)))
        .isEqualTo(named(plain.stream().filter(Needed::contested)));
    Map<String, Integer> held = new TreeMap<>();
    survey.held().forEach((who, seats) -> held.put(who.value(), seats));
    assertThat(held).isEqualTo(PlainSeats.held(plain.stream()));
    same(survey.concentration(), held.values());
    Map<String, Long> findings = findings(survey);
    long contested = plain.stream().filter(Needed::contested).count();
    long open = plain.stream().filter(seat -> !seat.filled()).count();
    assertThat(findings.getOrDefault("RL-02", 0L)).isEqualTo(contested);
    assertThat(findings.getOrDefault("RL-15", 0L)).isEqualTo(open - contested);
    System.out.printf(
        "%s: %d seats needed, %d vacant, %d contested, held by %d people, findings %s%n",
        read.name(), plain.size(), open - contested, contested, held.size(), findings);
  }

  private static SortedSet<String> names(Stream<Opening> openings) {
    return openings.map(each -> name(each.seat())).collect(SORTED);
  }

  private static SortedSet<String> named(Stream<Needed> seats) {
    return seats.map(Needed::name).collect(SORTED);
  }

  private static String name(Seat seat) {
    return "%s %s %s"
        .formatted(seat.service(), seat.activity(), seat.part() == Capability.ANSWER ? "A" : "R");
  }

  private static Map<String, Long> findings(Survey survey) {
    return survey.plan().roster().services().stream()
        .flatMap(service -> SeatLint.check(survey.plan(), service, NOW, Bounds.USUAL).stream())
        .collect(Collectors.groupingBy(Finding::rule, TreeMap::new, Collectors.counting()));
  }

  @TestFactory
  List<DynamicTest> theBusFactorIsThatOfTryingEverySetOfPeople() throws IOException {
    return each(RealCataloguesTest::busFactors);
  }

  private static void busFactors(Read read) {
    Survey survey = read.survey();
    BusFactor.Catalogue warm = BusFactor.catalogue(survey.plan(), NOW);
    long before = System.nanoTime();
    BusFactor.Catalogue found = BusFactor.catalogue(survey.plan(), NOW);
    long took = System.nanoTime() - before;
    assertThat(found).isEqualTo(warm);
    List<Needed> filled =
        read.seats().all().stream().filter(seat -> !seat.people().isEmpty()).toList();
    found
        .services()
        .forEach(
            (service, factor) -> {
              List<Needed> seats = read.seats().of(service.value());
              int least = PlainSeats.smallest(seats);
              assertThat(factor.people()).as(service.value()).isEqualTo(least);
              assertThat(
                      factor.witnesses().stream().map(bench -> name(bench.seat())).collect(SORTED))
                  .isEqualTo(named(seats.stream().filter(s -> s.people().size() == least)));
            });
    assertThat(found.whole().people()).isEqualTo(PlainSeats.smallest(filled));
    assertThat(trucks(found)).isEqualTo(trucks(filled));
    System.out.printf(
        "%s: bus factor of %d services in %.2f ms, spread %s, of what is filled %d with %d witnesses, %d on the truck list%n",
        read.name(),
        found.services().size(),
        took / 1e6,
        found.spread(),
        found.whole().people(),
        found.whole().witnesses().size(),
        found.trucks().size());
  }

  private static Map<String, SortedSet<String>> trucks(BusFactor.Catalogue catalogue) {
    Map<String, SortedSet<String>> trucks = new HashMap<>();
    for (Map.Entry<PersonRef, List<Seat>> each : catalogue.trucks().entrySet()) {
      trucks.put(
          each.getKey().value(),
          each.getValue().stream().map(RealCataloguesTest::name).collect(SORTED));
    }
    return trucks;
  }

  private static Map<String, SortedSet<String>> trucks(List<Needed> seats) {
    Map<String, SortedSet<String>> trucks = new HashMap<>();
    seats.stream()
        .filter(seat -> seat.people().size() == 1)
        .forEach(
            seat ->
                trucks
                    .computeIfAbsent(seat.people().first(), _ -> new TreeSet<>())
                    .add(seat.name()));
    return trucks;
  }

  @Test
  void somethingIsCountedAtAll() throws IOException {
    Read all = catalogues().getLast();

    assertThat(all.plain().components).hasSizeGreaterThan(50);
    assertThat(all.survey().held()).isNotEmpty();
    assertThat(all.survey().openings()).isNotEmpty();
  }
}
