package dev.parallax.formats.scim;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.scim.Filter.Operator;
import dev.parallax.formats.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the text of a filter by recursive descent. `not` binds closer than `and`, `and` closer
/// than `or`; words are read in any case.
///
/// The length, the depth and the number of conditions are bounded, so a hostile text costs neither
/// stack nor time.
///
/// Source: RFC 7644, figure 1. Beyond it, `emails[type eq "work"].value eq "a"` is read as clients
/// mean it: one value meets both.
final class FilterReader {
  static final int LONGEST = 8192;
  static final int DEEPEST = 32;
  static final int MOST = 200;

  private final String text;
  private final List<String> known;
  private Function<String, Optional<Target>> targets;
  private int at;
  private int depth;
  private int conditions;

  /// @param targets what a path names
  /// @param known the paths there are, for hints
  FilterReader(String text, Function<String, Optional<Target>> targets, List<String> known) {
    if (text.length() > LONGEST) {
      throw new Unfit(
          ScimError.Type.INVALID_FILTER,
          "a filter of %,d characters".formatted(text.length()),
          "at most %,d".formatted(LONGEST),
          "Ask in several requests.");
    }
    this.text = text;
    this.targets = targets;
    this.known = known;
  }

  /// The filter, which is all that the text says.
  Filter whole() {
    Filter filter = or();
    skip();
    if (at < text.length()) {
      throw unexpected("'and', 'or' or the end");
    }
    return filter;
  }

  /// The condition in brackets of a path, read from behind its opening bracket.
  ///
  /// @return the condition and where the text goes on behind the closing bracket
  static Bracket bracket(String text, int from, Target complex) {
    FilterReader reader = new FilterReader(text, within(complex), names(complex));
    reader.at = from;
    Filter filter = reader.or();
    reader.expect(']');
    return new Bracket(filter, reader.at);
  }

  record Bracket(Filter filter, int end) {}

  private static Function<String, Optional<Target>> within(Target complex) {
    return path ->
        complex.attribute().part(path).map(part -> new Target(List.of(), List.of()).then(part));
  }

  private static List<String> names(Target complex) {
    return complex.attribute().parts().stream().map(Attribute::name).toList();
  }

  private Filter or() {
    List<Filter> any = new ArrayList<>(List.of(and()));
    while (word("or")) {
      any.add(and());
    }
    return any.size() == 1 ? any.getFirst() : new Filter.Or(any);
  }

  private Filter and() {
    List<Filter> all = new ArrayList<>(List.of(condition()));
    while (word("and")) {
      all.add(condition());
    }
    return all.size() == 1 ? all.getFirst() : new Filter.And(all);
  }

  private Filter condition() {
    if (++conditions > MOST) {
      throw new Unfit(
          ScimError.Type.INVALID_FILTER,
          "more than %d conditions".formatted(MOST),
          "at most that many",
          "Ask in several requests.");
    }
    if (symbol('(')) {
      return group();
    }
    int start = at;
    if (word("not")) {
      if (symbol('(')) {
        return new Filter.Not(group());
      }
      at = start;
    }
    return comparison();
  }

  private Filter group() {
    deeper();
    Filter inner = or();
    expect(')');
    depth--;
    return inner;
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw new Unfit(
          ScimError.Type.INVALID_FILTER,
          "brackets more than %d deep".formatted(DEEPEST),
          "at most that many inside each other",
          "Write the filter flatter.");
    }
  }

  private Filter comparison() {
    Target target = path();
    if (at < text.length() && text.charAt(at) == '[') {
      at++;
      return each(target);
    }
    if (word("pr")) {
      return new Filter.Present(target);
    }
    return compare(target.comparable());
  }

  private Filter each(Target target) {
    if (!target.attribute().complex()) {
      throw new Unfit(
          ScimError.Type.INVALID_FILTER,
          "'%s' before a bracket".formatted(target),
          "an attribute with sub-attributes",
          "Compare it without brackets.");
    }
    deeper();
    Function<String, Optional<Target>> outer = targets;
    targets = within(target);
    Filter inner = or();
    expect(']');
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      Target part = path();
      inner = new Filter.And(List.of(inner, word("pr") ? new Filter.Present(part) : compare(part)));
    }
    targets = outer;
    depth--;
    return new Filter.Each(target, inner);
  }

  private Target path() {
    skip();
    int start = at;
    while (at < text.length() && " \t()[]\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String path = text.substring(start, at);
    if (path.isEmpty()) {
      throw unexpected("the name of an attribute");
    }
    return targets
        .apply(path)
        .orElseThrow(
            () ->
                new Unfit(
                    ScimError.Type.INVALID_FILTER,
                    Unfit.quoted(path),
                    "an attribute of the schemas",
                    Nearest.hint(
                        path.substring(0, Math.min(path.length(), 80)),
                        known,
                        "GET /Schemas lists them.")));
  }

  private Filter compare(Target target) {
    Operator operator = operator();
    Value.Scalar value = literal();
    Attribute attribute = target.attribute();
    if (attribute.complex()) {
      throw new Unfit(
          ScimError.Type.INVALID_FILTER,
          "'%s' compared as a whole".formatted(target),
          "one of its sub-attributes",
          "Write e.g. %s.%s.".formatted(target, attribute.parts().getFirst().name()));
    }
    return new Filter.Compare(target, operator, fitting(target, operator, value));
  }

  /// Clients write `active eq "True"` for `active eq true`.
  private static Value.Scalar fitting(Target target, Operator operator, Value.Scalar value) {
    if (value.kind() == Value.Kind.NULL) {
      return value;
    }
    String lower = value.text().toLowerCase(Locale.ROOT);
    boolean fits =
        switch (target.attribute().type()) {
          case BOOLEAN ->
              (lower.equals("true") || lower.equals("false"))
                  && !operator.ordering()
                  && !operator.textual();
          case DATE_TIME ->
              value.kind() == Value.Kind.TEXT
                  && (operator.textual() || Filter.instant(value.text()).isPresent());
          case BINARY -> value.kind() == Value.Kind.TEXT && !operator.ordering();
          case STRING, REFERENCE -> value.kind() != Value.Kind.FLAG;
          case COMPLEX -> false;
        };
    if (!fits) {
      throw new Unfit(
          ScimError.Type.INVALID_FILTER,
          "'%s %s %s'"
              .formatted(
                  target, operator.name().toLowerCase(Locale.ROOT), Unfit.quoted(value.text())),
          "a comparison that a %s allows".formatted(target.attribute().type().word()),
          "GET /Schemas says the type of each attribute.");
    }
    return target.attribute().type() == Attribute.Type.BOOLEAN
        ? new Value.Scalar(Value.Kind.FLAG, lower)
        : value;
  }

  private Operator operator() {
    for (Operator operator : Operator.values()) {
      if (word(operator.name())) {
        return operator;
      }
    }
    throw unexpected("one of eq, ne, co, sw, ew, gt, ge, lt, le, pr");
  }

  private Value.Scalar literal() {
    skip();
    if (at < text.length() && text.charAt(at) == '"') {
      return new Value.Scalar(Value.Kind.TEXT, Quoted.read(text, at, end -> at = end));
    }
    if (word("true")) {
      return new Value.Scalar(Value.Kind.FLAG, "true");
    }
    if (word("false")) {
      return new Value.Scalar(Value.Kind.FLAG, "false");
    }
    if (word("null")) {
      return new Value.Scalar(Value.Kind.NULL, "null");
    }
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    if (!number.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")) {
      at = start;
      throw unexpected("a text in double quotes, true, false, null or a number");
    }
    return new Value.Scalar(Value.Kind.DECIMAL, number);
  }

  /// Takes a word that ends here, in any case.
  private boolean word(String word) {
    skip();
    int end = at + word.length();
    boolean here =
        text.regionMatches(true, at, word, 0, word.length())
            && (end == text.length() || " \t()[]\"".indexOf(text.charAt(end)) >= 0);
    if (here) {
      at = end;
    }
    return here;
  }

  private boolean symbol(char symbol) {
    skip();
    boolean here = at < text.length() && text.charAt(at) == symbol;
    if (here) {
      at++;
    }
    return here;
  }

  private void expect(char symbol) {
    if (!symbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  private void skip() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private Unfit unexpected(String expected) {
    @Nullable String rest = at < text.length() ? text.substring(at) : null;
    return new Unfit(
        ScimError.Type.INVALID_FILTER,
        "%s at character %d".formatted(rest == null ? "the end" : Unfit.quoted(rest), at + 1),
        expected,
        "Write e.g. userName eq \"ada\" and active eq true.");
  }
}
