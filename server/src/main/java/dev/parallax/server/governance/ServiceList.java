package dev.parallax.server.governance;

import dev.parallax.budget.Coverage;
import dev.parallax.budget.Fraction;
import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.ObjectiveFigures;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Listing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every service beside the SLO of it that stands worst: sorted, filtered, and put into a sentence.
/// It reads figures and makes none.
///
/// @param entries by title
record ServiceList(List<Entry> entries) {
  /// The word in addresses for a service without a measured SLO.
  static final String NONE = "none";

  /// A service and the SLO that stands worst.
  ///
  /// @param worst nothing where none of its SLOs is measured
  record Entry(Service service, @Nullable SloFigures worst) {
    /// The state as it is written in addresses.
    String state() {
      return worst == null ? NONE : code(worst.state());
    }
  }

  /// What is wanted, as the address says it.
  ///
  /// @param sort a column, with a minus before it for the other direction
  record Wanted(String text, String state, String system, String sort) {
    Wanted {
      text = text.strip();
    }

    private boolean admits(Entry entry) {
      Service service = entry.service();
      return (state.isEmpty() || state.equals(entry.state()))
          && (system.isEmpty() || system.equals(service.system()))
          && Stream.of(service.title(), service.id().value(), service.description())
              .anyMatch(
                  each -> each.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }
  }

  /// What the list can be sorted by.
  enum Column {
    SERVICE("Service"),
    STATE("State"),
    BUDGET("Budget left"),
    COVERAGE("Measured");

    private final String title;

    Column(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Comparator<Entry> BY_TITLE =
      Comparator.comparing((Entry entry) -> entry.service().title().toLowerCase(Locale.ROOT))
          .thenComparing(entry -> entry.service().id());

  ServiceList {
    entries = entries.stream().sorted(BY_TITLE).toList();
  }

  static ServiceList of(Collection<Service> services, Statement statement) {
    Map<ServiceId, SloFigures> worst = new HashMap<>();
    statement
        .slos()
        .forEach(figures -> worst.merge(figures.slo().service(), figures, ServiceList::worse));
    return new ServiceList(
        services.stream().map(each -> new Entry(each, worst.get(each.id()))).toList());
  }

  private static SloFigures worse(SloFigures one, SloFigures other) {
    return Wording.WORST_FIRST.compare(one, other) <= 0 ? one : other;
  }

  /// The SLO that stands worst.
  static Optional<SloFigures> worst(Collection<SloFigures> slos) {
    return slos.stream().min(Wording.WORST_FIRST);
  }

  static String code(Statement.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The class of the style sheet for a state.
  static String look(String state) {
    return switch (state) {
      case "exhausted" -> "bad";
      case "at-risk" -> "warn";
      case "on-pace" -> "good";
      default -> "unk";
    };
  }

  /// The entries that are wanted, in the wanted order; services that stand worst first where none
  /// is named.
  List<Entry> pick(Wanted wanted) {
    Comparator<Entry> order = order(wanted.sort());
    return entries.stream().filter(wanted::admits).sorted(order).toList();
  }

  private static Comparator<Entry> order(String sort) {
    boolean backwards = sort.startsWith("-");
    String column = backwards ? sort.substring(1) : sort;
    return switch (column) {
      case "service" -> backwards ? BY_TITLE.reversed() : BY_TITLE;
      case "budget" -> by(entry -> left(entry.worst()), backwards);
      case "coverage" -> by(entry -> covered(entry.worst()), backwards);
      default -> byState(backwards);
    };
  }

  private static Comparator<Entry> byState(boolean backwards) {
    Comparator<SloFigures> figures =
        backwards ? Wording.WORST_FIRST.reversed() : Wording.WORST_FIRST;
    return Comparator.comparing(Entry::worst, Comparator.nullsLast(figures))
        .thenComparing(BY_TITLE);
  }

  /// What is not known stands last, whatever the direction.
  private static <T extends Comparable<T>> Comparator<Entry> by(Sorting<T> key, boolean backwards) {
    Comparator<T> order = backwards ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return Comparator.comparing(key::of, Comparator.nullsLast(order)).thenComparing(BY_TITLE);
  }

  private interface Sorting<T> {
    @Nullable T of(Entry entry);
  }

  /// What is left, where enough was measured to say so.
  private static @Nullable Fraction left(@Nullable SloFigures figures) {
    return figures == null || figures.state() == Statement.State.UNKNOWN
        ? null
        : figures.worst().budget().remainingRatio();
  }

  private static @Nullable Fraction covered(@Nullable SloFigures figures) {
    return Optional.ofNullable(figures)
        .map(SloFigures::worst)
        .map(ObjectiveFigures::coverage)
        .map(Coverage::ratio)
        .orElse(null);
  }

  /// How the services stand, as a sentence that can be read aloud.
  String sentence() {
    int all = entries.size();
    if (all == 0) {
      return "No service is registered yet.";
    }
    long out = count("exhausted");
    long risk = count("at-risk");
    long unknown = count("unknown");
    long without = count(NONE);
    if (without == all) {
      return "%s registered, and none has an SLO that is measured.".formatted(are(all));
    }
    List<String> rest = new ArrayList<>();
    add(rest, risk, "at risk");
    add(rest, unknown, "unknown");
    if (without > 0) {
      rest.add(Counted.number(without) + (without == 1 ? " has" : " have") + " no measured SLO");
    }
    String first =
        out == 0
            ? "None of %s is out of budget".formatted(Counted.of(all, "service", "services"))
            : "%s of %s %s out of budget"
                .formatted(
                    Counted.sentence(Counted.number(out)),
                    Counted.of(all, "service", "services"),
                    out == 1 ? "is" : "are");
    return rest.isEmpty() ? first + "." : first + "; " + Counted.listed(rest) + ".";
  }

  private static String are(int all) {
    return Counted.sentence(Counted.of(all, "service is", "services are"));
  }

  private static void add(List<String> rest, long count, String state) {
    if (count > 0) {
      rest.add("%s %s %s".formatted(Counted.number(count), count == 1 ? "is" : "are", state));
    }
  }

  private long count(String state) {
    return entries.stream().filter(entry -> entry.state().equals(state)).count();
  }

  /// The systems that services belong to, by name.
  List<String> systems() {
    return entries.stream()
        .map(entry -> entry.service().system())
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /// Where a click on a column's head leads: that order, or its reverse.
  static String turned(Column column, Listing listing) {
    String now = listing.parameters().getOrDefault("sort", Column.STATE.code());
    String next = now.equals(column.code()) ? "-" + column.code() : column.code();
    return listing
        .with("page", "")
        .with("sort", next.equals(Column.STATE.code()) ? "" : next)
        .href();
  }
}
