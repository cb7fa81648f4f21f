package dev.parallax.formats.openslo;

import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.Objective;
import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloId;
import dev.parallax.budget.TimeWindow;
import dev.parallax.formats.Problems;
import dev.parallax.formats.yaml.Located;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns OpenSLO SLOs into the ledger's. What cannot be measured is said, never left out.
///
/// References to SLIs and data sources are followed among the given objects.
public final class SloMapping {
  /// The window of an SLO that has none: four weeks, so that every window has as many weekends.
  static final TimeWindow DEFAULT_WINDOW = new TimeWindow.Rolling(Duration.ofDays(28));

  private final Map<References.Name, OpenSlo> objects = new LinkedHashMap<>();
  private final Problems problems;

  /// @param objects all that can be referred to
  /// @param problems hears of names that cannot be used (errors) and of SLOs not measured
  ///   (warnings)
  public SloMapping(List<? extends OpenSlo> objects, Problems problems) {
    objects.forEach(object -> this.objects.putIfAbsent(References.Name.of(object), object));
    this.problems = problems;
  }

  /// Empty only where an error was told.
  public Optional<MappedSlo> map(Located<OpenSlo> located, OpenSlo.Slo slo) {
    SloId id;
    ServiceId service;
    try {
      id = new SloId(slo.name());
      service = new ServiceId(slo.service());
    } catch (IllegalArgumentException refusal) {
      problems.error(
          located.place("spec", "service"),
          "SLO '%s': service: '%s'".formatted(slo.name(), slo.service()),
          "names of 1 to 63 of a-z 0-9 - . _, because services and SLOs are addressed by them",
          "Rename it (%s).".formatted(refusal.getMessage()));
      return Optional.empty();
    }
    try {
      return Optional.of(new MappedSlo.Measured(measured(slo, id, service)));
    } catch (Unmeasurable reason) {
      return Optional.of(notMeasured(located, reason.reason(), id, service));
    } catch (IllegalArgumentException refusal) {
      return Optional.of(notMeasured(located, String.valueOf(refusal.getMessage()), id, service));
    }
  }

  private MappedSlo notMeasured(
      Located<OpenSlo> located, String reason, SloId id, ServiceId service) {
    problems.warning(
        located.place(),
        "SLO '%s': not measured: %s".formatted(id, reason),
        "an SLO that can be measured; it is registered and shown as not measured",
        "Change what the reason names, or leave it as it is.");
    return new MappedSlo.NotMeasured(id, service, reason);
  }

  private Slo measured(OpenSlo.Slo slo, SloId id, ServiceId service) throws Unmeasurable {
    if (slo.composite()) {
      throw new Unmeasurable("composite objectives are not measured yet");
    }
    if (slo.objectives().isEmpty()) {
      throw new Unmeasurable("it has no objective");
    }
    OpenSlo.Sli indicator = indicator(slo.indicator());
    Map<Sli, SliId> slis = new LinkedHashMap<>();
    List<Objective> objectives = new ArrayList<>();
    List<String> names = names(slo.objectives());
    for (int i = 0; i < names.size(); i++) {
      OpenSlo.Objective objective = slo.objectives().get(i);
      String name = names.get(i);
      Sli sli = sli(indicator, objective);
      SliId sliId =
          slis.computeIfAbsent(sli, _ -> new SliId(id, slis.isEmpty() ? SliId.DEFAULT : name));
      objectives.add(objective(slo, objective, name, sliId));
    }
    Map<SliId, Sli> byId = new LinkedHashMap<>();
    slis.forEach((sli, sliId) -> byId.put(sliId, sli));
    return new Slo(
        id,
        service,
        orElse(slo.metadata().displayName(), slo.name()),
        orElse(slo.description(), ""),
        window(slo.timeWindow()),
        method(slo.budgetingMethod()),
        byId,
        objectives);
  }

  private static Objective objective(
      OpenSlo.Slo slo, OpenSlo.Objective objective, String name, SliId sli) {
    return new Objective(
        name,
        orElse(objective.displayName(), name),
        objective.target().ratio(),
        sli,
        timeslice(slo.budgetingMethod(), objective));
  }

  private static Objective.@Nullable Timeslice timeslice(
      OpenSlo.BudgetingMethod method, OpenSlo.Objective objective) {
    Shorthand window = objective.timeSliceWindow();
    BigDecimal target = objective.timeSliceTarget();
    if (method == OpenSlo.BudgetingMethod.OCCURRENCES || window == null) {
      return null;
    }
    boolean judged = method == OpenSlo.BudgetingMethod.TIMESLICES && target != null;
    return new Objective.Timeslice(
        Duration.ofMinutes(window.rollingMinutes()), judged ? target : BigDecimal.ONE);
  }

  /// Names from display names, `objective-1` and so on where there is none, made unique.
  private static List<String> names(List<OpenSlo.Objective> objectives) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(SliId.DEFAULT));
    for (int i = 0; i < objectives.size(); i++) {
      String slug =
          orElse(objectives.get(i).displayName(), "")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^a-z0-9.]+", "-")
              .replaceAll("^[-.]+", "");
      String shortened = slug.substring(0, Math.min(slug.length(), 50)).replaceAll("[-.]+$", "");
      String name = shortened.isEmpty() ? "objective-" + (i + 1) : shortened;
      names.add(seen.add(name) ? name : name + "-" + (i + 1));
      seen.add(names.getLast());
    }
    return names;
  }

  private OpenSlo.Sli indicator(@Nullable RefOr<OpenSlo.Sli> indicator) throws Unmeasurable {
    return switch (indicator) {
      case null -> throw new Unmeasurable("it has no indicator");
      case RefOr.Inline<OpenSlo.Sli>(var sli) -> sli;
      case RefOr.Ref<OpenSlo.Sli>(var name) -> {
        if (objects.get(new References.Name(OpenSlo.Kind.SLI, name)) instanceof OpenSlo.Sli sli) {
          yield sli;
        }
        throw new Unmeasurable("SLI '%s' is not among these files".formatted(name));
      }
    };
  }

  private Sli sli(OpenSlo.Sli indicator, OpenSlo.Objective objective) throws Unmeasurable {
    Queries queries = new Queries(objects);
    return switch (indicator.measure()) {
      case Measure.Ratio(var counter, var part, var partSource, var total) ->
          new Sli.Ratio(
              part == Measure.Part.GOOD ? Sli.Part.GOOD : Sli.Part.BAD,
              queries.query(partSource),
              queries.query(total),
              Boolean.TRUE.equals(counter));
      case Measure.Raw(_, var rawType, var source) ->
          new Sli.RawRatio(
              queries.query(source),
              rawType == Measure.RawType.SUCCESS ? Sli.Part.GOOD : Sli.Part.BAD);
      case Measure.Threshold(var source) -> {
        if (objective.op() == null || objective.value() == null) {
          throw new Unmeasurable("an objective on a thresholdMetric lacks op or value");
        }
        yield new Sli.Threshold(queries.query(source), operator(objective.op()), objective.value());
      }
    };
  }

  private static Sli.Operator operator(OpenSlo.Operator op) {
    return switch (op) {
      case LT -> Sli.Operator.LESS;
      case LTE -> Sli.Operator.LESS_OR_EQUAL;
      case GT -> Sli.Operator.GREATER;
      case GTE -> Sli.Operator.GREATER_OR_EQUAL;
    };
  }

  private static BudgetingMethod method(OpenSlo.BudgetingMethod method) {
    return switch (method) {
      case OCCURRENCES -> BudgetingMethod.OCCURRENCES;
      case TIMESLICES -> BudgetingMethod.TIMESLICES;
      case RATIO_TIMESLICES -> BudgetingMethod.RATIO_TIMESLICES;
    };
  }

  private static TimeWindow window(OpenSlo.@Nullable TimeWindow window) throws Unmeasurable {
    if (window == null) {
      return DEFAULT_WINDOW;
    }
    Shorthand duration = window.duration();
    OpenSlo.Calendar calendar = window.calendar();
    if (calendar == null) {
      return new TimeWindow.Rolling(Duration.ofMinutes(duration.rollingMinutes()));
    }
    int count = duration.count();
    Period period =
        switch (duration.unit()) {
          case DAY -> Period.ofDays(count);
          case WEEK -> Period.ofDays(7 * count);
          case MONTH -> Period.ofMonths(count);
          case QUARTER -> Period.ofMonths(3 * count);
          case YEAR -> Period.ofMonths(12 * count);
          case MINUTE, HOUR ->
              throw new Unmeasurable(
                  "a calendar window of %s; m is a minute, M a month".formatted(duration));
        };
    return new TimeWindow.Calendar(period, calendar.zone(), calendar.start());
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
