package dev.parallax.governance.seat.lint;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.analysis.OwnerNames;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Says where responsibility is broken among people, at an instant.
public final class SeatLint {
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity).thenComparing(Finding::rule);
  private static final SequencedMap<String, Function<Scene, Stream<Finding>>> OF_SERVICE =
      ofService();
  private static final SequencedMap<String, Function<Register, Stream<Finding>>> OF_REGISTER =
      ofRegister();

  private SeatLint() {}

  /// The whole register of responsibility at an instant.
  ///
  /// @param owners what the catalogue names as owners
  record Register(SeatPlan plan, OwnerNames owners, Instant at, Bounds bounds) {}

  private static SequencedMap<String, Function<Scene, Stream<Finding>>> ofService() {
    SequencedMap<String, Function<Scene, Stream<Finding>>> rules = new LinkedHashMap<>();
    rules.put("RL-02", HolderRules::oneAnswers);
    rules.put("RL-05", HolderRules::whoAnswersDoesNotReportToWhoDoes);
    rules.put("RL-14", HolderRules::answeringAndDoingAreApart);
    rules.put("RL-15", CoverRules::seatsAreFilled);
    rules.put("RL-16", CoverRules::seatsStayFilled);
    rules.put("RL-19", HolderRules::peopleStandBehindMachines);
    rules.put("RL-20", CoverRules::importantServicesRestOnMoreThanOne);
    rules.put("RL-21", HolderRules::dutiesAreSeparate);
    rules.put("RL-24", CoverRules::gatesAreAnsweredSoon);
    rules.put("RL-25", CoverRules::deputiesAreOthers);
    return rules;
  }

  private static SequencedMap<String, Function<Register, Stream<Finding>>> ofRegister() {
    SequencedMap<String, Function<Register, Stream<Finding>>> rules = new LinkedHashMap<>();
    rules.put("RL-17", RegisterRules::namesAreKnown);
    rules.put("RL-18", RegisterRules::assignmentsAreAttested);
    rules.put("RL-20", RegisterRules::seatsAreSpread);
    rules.put("RL-25", RegisterRules::handOversEndWhereTheyGo);
    return rules;
  }

  /// The rules that are asked, in order.
  public static Set<String> rules() {
    Set<String> rules = new LinkedHashSet<>(OF_SERVICE.sequencedKeySet());
    rules.addAll(OF_REGISTER.sequencedKeySet());
    return rules;
  }

  /// All findings about one service, the worst first.
  public static List<Finding> check(SeatPlan plan, ServiceId service, Instant at, Bounds bounds) {
    Scene scene = new Scene(plan, service, at, bounds);
    return run(OF_SERVICE, scene);
  }

  /// All findings about the register as a whole, the worst first.
  public static List<Finding> check(SeatPlan plan, OwnerNames owners, Instant at, Bounds bounds) {
    return run(OF_REGISTER, new Register(plan, owners, at, bounds));
  }

  private static <T> List<Finding> run(Map<String, Function<T, Stream<Finding>>> rules, T about) {
    return rules.values().stream().flatMap(rule -> rule.apply(about)).sorted(WORST_FIRST).toList();
  }
}
