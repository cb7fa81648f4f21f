package dev.parallax.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which series an SLI is made of: a PromQL vector selector such as
/// `http_requests_total{job="api",code!~"5.."}`.
///
/// A label that a series does not have counts as empty, and regular expressions match the whole
/// value, as in PromQL. What differs from PromQL (whose engine is RE2) is in [AnchoredRegex]; an
/// expression that would differ is refused, so that Prometheus itself can be asked instead.
///
/// A series has to pass all matchers; at least one of them refuses the empty text. Immutable; equal
/// when the matchers are.
public final class Selector {
  private final List<Matcher> matchers;
  private final List<Predicate<String>> tests;

  private Selector(List<Matcher> matchers, List<Predicate<String>> tests) {
    this.matchers = List.copyOf(matchers);
    this.tests = List.copyOf(tests);
  }

  /// The four comparisons of PromQL.
  public enum Operator {
    MATCHES("=~"),
    MATCHES_NOT("!~"),
    NOT_EQUAL("!="),
    EQUAL("=");

    static final List<Operator> LONGEST_FIRST = List.of(values());
    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /// One condition on one label.
  ///
  /// @param label its name; `__name__` for the metric
  /// @param text what it is compared with; a regular expression for `=~` and `!~`
  public record Matcher(String label, Operator operator, String text) {
    Predicate<String> test() throws Unreadable {
      return switch (operator) {
        case EQUAL -> text::equals;
        case NOT_EQUAL -> value -> !text.equals(value);
        case MATCHES -> AnchoredRegex.of(text);
        case MATCHES_NOT -> AnchoredRegex.of(text).negate();
      };
    }

    @Override
    public String toString() {
      return quoted(label) + operator.sign() + string(text);
    }

    private static String quoted(String name) {
      return name.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? name : string(name);
    }

    private static String string(String text) {
      return '"'
          + text.replace("\\", "\\\\")
              .replace("\"", "\\\"")
              .replace("\n", "\\n")
              .replace("\r", "\\r")
          + '"';
    }
  }

  /// What stood around the selector; it decides for which SLIs it may be taken as is.
  public enum Shape {
    /// The selector alone: one value a series.
    PLAIN,
    /// `sum(…)` of it: right for counters, whose increases add up; not for gauges.
    SUM,
    /// `rate`, `increase` or `irate` of it, summed or not: increases of counters.
    INCREASE
  }

  /// What [#fromExpression] found.
  public sealed interface Reading {}

  /// The expression's figure is made from the series of this selector.
  public record Selected(Selector selector, Shape shape) implements Reading {}

  /// The expression cannot be served from pushed samples; it has to be asked of Prometheus.
  ///
  /// @param reason what stands where, for people
  public record NotASelector(String reason) implements Reading {}

  /// Reads one selector and nothing else.
  public static Reading parse(String text) {
    try {
      SelectorParser parser = new SelectorParser(text);
      Selector selector = parser.selector();
      if (!parser.atEnd()) {
        throw parser.here("expected the end of the selector");
      }
      return new Selected(selector, Shape.PLAIN);
    } catch (Unreadable e) {
      return new NotASelector(e.reason());
    }
  }

  /// Reads a selector out of the forms in which SLIs are written: itself, `rate`, `increase` or
  /// `irate` over a range of it, `sum` with or without `by`/`without`, parentheses, and `or
  /// vector(0)` behind any of these. The range's length does not matter: increases are taken
  /// between samples. Everything else (sums of terms, `histogram_quantile`, `offset`, subqueries)
  /// is [NotASelector].
  public static Reading fromExpression(String text) {
    try {
      SelectorParser parser = new SelectorParser(text);
      Selected selected = expression(parser, 0);
      if (!parser.atEnd()) {
        throw parser.here("expected the end, since only one selector can be followed");
      }
      return selected;
    } catch (Unreadable e) {
      return new NotASelector(e.reason());
    }
  }

  private static final Set<String> INCREASES = Set.of("rate", "increase", "irate");
  private static final Set<String> GROUPINGS = Set.of("by", "without");
  private static final int MAX_DEPTH = 16;

  private static Selected expression(SelectorParser parser, int depth) throws Unreadable {
    if (depth > MAX_DEPTH) {
      throw parser.here("expected at most %d nested calls".formatted(MAX_DEPTH));
    }
    Selected term = term(parser, depth);
    int before = parser.position();
    if (parser.word().equals("or")) {
      orVectorZero(parser);
    } else {
      parser.back(before);
    }
    return term;
  }

  private static Selected term(SelectorParser parser, int depth) throws Unreadable {
    if (parser.take('(')) {
      Selected inside = expression(parser, depth + 1);
      parser.expect(')');
      return inside;
    }
    int before = parser.position();
    String word = parser.word();
    if (word.equals("sum")) {
      return sum(parser, depth);
    }
    if (INCREASES.contains(word) && parser.take('(')) {
      Selected range = range(parser);
      parser.expect(')');
      return range;
    }
    parser.back(before);
    return new Selected(parser.selector(), Shape.PLAIN);
  }

  private static Selected sum(SelectorParser parser, int depth) throws Unreadable {
    grouping(parser);
    parser.expect('(');
    Selected inside = expression(parser, depth + 1);
    parser.expect(')');
    grouping(parser);
    return new Selected(
        inside.selector(), inside.shape() == Shape.PLAIN ? Shape.SUM : inside.shape());
  }

  private static void grouping(SelectorParser parser) throws Unreadable {
    int before = parser.position();
    if (!GROUPINGS.contains(parser.word().toLowerCase(Locale.ROOT))) {
      parser.back(before);
      return;
    }
    parser.expect('(');
    while (!parser.take(')')) {
      if (parser.word().isEmpty()) {
        parser.string();
      }
      parser.take(',');
    }
  }

  private static Selected range(SelectorParser parser) throws Unreadable {
    Selector selector = parser.selector();
    parser.expect('[');
    int before = parser.position();
    String length = parser.bracketed();
    if (length.isEmpty() || length.contains(":")) {
      parser.back(before);
      throw parser.here("expected a range such as [5m]; a subquery's points are no samples");
    }
    return new Selected(selector, Shape.INCREASE);
  }

  private static void orVectorZero(SelectorParser parser) throws Unreadable {
    int before = parser.position();
    String word = parser.word();
    if (word.equals("on")) {
      parser.expect('(');
      parser.expect(')');
      word = parser.word();
    }
    if (!word.equals("vector") || !parser.take('(') || !parser.zero() || !parser.take(')')) {
      parser.back(before);
      throw parser.here("expected vector(0) after 'or'");
    }
  }

  static Selector of(List<Matcher> matchers) throws Unreadable {
    List<Predicate<String>> tests = new ArrayList<>();
    for (Matcher matcher : matchers) {
      tests.add(matcher.test());
    }
    if (tests.stream().allMatch(test -> test.test(""))) {
      throw new Unreadable(
          "a selector that every series passes: expected a metric's name or a condition that"
              + " refuses the empty text. Add one");
    }
    return new Selector(matchers, tests);
  }

  /// The conditions, in the order in which they were written.
  public List<Matcher> matchers() {
    return matchers;
  }

  /// Whether a series belongs to this selector.
  public boolean matches(Labels labels) {
    for (int i = 0; i < tests.size(); i++) {
      if (!tests.get(i).test(labels.get(matchers.get(i).label()))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Selector selector && matchers.equals(selector.matchers);
  }

  @Override
  public int hashCode() {
    return matchers.hashCode();
  }

  /// In the form `{__name__="up",job="api"}`, which any PromQL reads and which is equal for equal
  /// selectors.
  @Override
  public String toString() {
    return matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
