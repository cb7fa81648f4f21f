package dev.parallax.formats.scim;

import dev.parallax.formats.yaml.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// A condition on a resource.
///
/// An attribute with several values matches if one of them does. An attribute that is unassigned
/// equals `null` and nothing else.
///
/// Source: RFC 7644, section 3.4.2.2.
public sealed interface Filter {
  /// How two values are compared.
  enum Operator {
    EQ,
    NE,
    CO,
    SW,
    EW,
    GT,
    GE,
    LT,
    LE;

    boolean ordering() {
      return this == GT || this == GE || this == LT || this == LE;
    }

    boolean textual() {
      return this == CO || this == SW || this == EW;
    }
  }

  /// All of them hold.
  record And(List<Filter> all) implements Filter {
    public And {
      all = List.copyOf(all);
    }
  }

  /// One of them holds.
  record Or(List<Filter> any) implements Filter {
    public Or {
      any = List.copyOf(any);
    }
  }

  record Not(Filter filter) implements Filter {}

  /// The attribute has a value.
  record Present(Target target) implements Filter {}

  /// A value of the attribute compares so.
  record Compare(Target target, Operator operator, Value.Scalar value) implements Filter {}

  /// One value of a complex attribute meets the condition as a whole.
  record Each(Target target, Filter filter) implements Filter {}

  /// The filter that a text says.
  static Outcome<Filter> read(ResourceType type, String text) {
    return Outcome.of(() -> new FilterReader(text, type::target, type.paths()).whole());
  }

  /// Whether it holds for a resource, or for a value of a complex attribute.
  default boolean matches(Value resource) {
    return switch (this) {
      case And(List<Filter> all) -> all.stream().allMatch(each -> each.matches(resource));
      case Or(List<Filter> any) -> any.stream().anyMatch(each -> each.matches(resource));
      case Not(Filter filter) -> !filter.matches(resource);
      case Present(Target target) -> target.in(resource).stream().anyMatch(Filter::isAssigned);
      case Each(Target target, Filter filter) ->
          target.in(resource).stream().anyMatch(filter::matches);
      case Compare(Target target, Operator operator, Value.Scalar value) ->
          compares(target.in(resource), target.attribute(), operator, value);
    };
  }

  /// The text that an attribute must equal for the filter to hold, if it is as simple as that. A
  /// store may look it up.
  default Optional<String> equality(String path) {
    return switch (this) {
      case Compare(Target target, Operator operator, Value.Scalar(Value.Kind kind, String text))
          when operator == Operator.EQ
              && kind == Value.Kind.TEXT
              && target.toString().equals(path) ->
          Optional.of(text);
      case And(List<Filter> all) ->
          all.stream().flatMap(each -> each.equality(path).stream()).findFirst();
      case Or _, Not _, Present _, Each _, Compare _ -> Optional.empty();
    };
  }

  private static boolean isAssigned(Value value) {
    return switch (value) {
      case Value.Scalar(Value.Kind kind, String text) -> kind != Value.Kind.NULL && !text.isEmpty();
      case Value.Sequence(List<Value> items) -> items.stream().anyMatch(Filter::isAssigned);
      case Value.Mapping(var entries) -> entries.values().stream().anyMatch(Filter::isAssigned);
    };
  }

  private static boolean compares(
      List<Value> values, Attribute attribute, Operator operator, Value.Scalar wanted) {
    if (values.isEmpty() || wanted.kind() == Value.Kind.NULL) {
      boolean equal = values.isEmpty() && wanted.kind() == Value.Kind.NULL;
      return switch (operator) {
        case EQ -> equal;
        case NE -> !equal;
        case CO, SW, EW, GT, GE, LT, LE -> false;
      };
    }
    return values.stream()
        .anyMatch(
            value ->
                value instanceof Value.Scalar(_, String text)
                    && compares(text, attribute, operator, wanted.text()));
  }

  private static boolean compares(
      String value, Attribute attribute, Operator operator, String wanted) {
    String left = attribute.folded(value);
    String right = attribute.folded(wanted);
    int order = order(attribute, value, wanted);
    return switch (operator) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case CO -> left.contains(right);
      case SW -> left.startsWith(right);
      case EW -> left.endsWith(right);
      case GT -> order > 0;
      case GE -> order >= 0;
      case LT -> order < 0;
      case LE -> order <= 0;
    };
  }

  /// Which of two values of an attribute comes first: instants by time, texts by their letters.
  static int order(Attribute attribute, String left, String right) {
    if (attribute.type() == Attribute.Type.DATE_TIME) {
      Optional<Instant> a = instant(left);
      Optional<Instant> b = instant(right);
      if (a.isPresent() && b.isPresent()) {
        return a.get().compareTo(b.get());
      }
    }
    return attribute.folded(left).compareTo(attribute.folded(right));
  }

  /// The instant that a text says, if it says one.
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
