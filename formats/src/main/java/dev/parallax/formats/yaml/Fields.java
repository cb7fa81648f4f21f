package dev.parallax.formats.yaml;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.Place;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks a mapping for its fields: tells what is wrong with each, and at the end what nobody asked
/// for.
///
/// A key whose value is null counts as absent.
public final class Fields {
  private static final int TOLD_ONE_BY_ONE = 20;

  private final Node.Mapping node;
  private final String subject;
  private final Problems problems;
  private final Profile profile;
  private final Set<String> asked = new LinkedHashSet<>();

  /// @param subject how messages name the mapping, e.g. `SLO 'checkout'`
  public Fields(Node.Mapping node, String subject, Problems problems, Profile profile) {
    this.node = node;
    this.subject = subject;
    this.problems = problems;
    this.profile = profile;
  }

  public Node.Mapping node() {
    return node;
  }

  public String subject() {
    return subject;
  }

  public Problems problems() {
    return problems;
  }

  public Profile profile() {
    return profile;
  }

  /// Every key asked for so far, absent ones included.
  public Set<String> asked() {
    return Set.copyOf(asked);
  }

  public Place place() {
    return node.place();
  }

  /// Where the value of a key stands; the whole mapping where the key is absent.
  public Place place(String key) {
    return node.entry(key).map(Node.Entry::keyPlace).orElse(node.place());
  }

  public boolean has(String key) {
    return node(key).isPresent();
  }

  public Optional<Node> node(String key) {
    asked.add(key);
    return node.get(key).filter(value -> !value.isNull());
  }

  /// Text. A number or a flag is taken as its text, as a deviation: whoever wrote it forgot quotes.
  public Optional<String> text(String key) {
    return node(key).flatMap(value -> text(key, value));
  }

  private Optional<String> text(String key, Node value) {
    if (!(value instanceof Node.Scalar(String text, Value.Kind kind, _))) {
      refuse(key, value, "text", "Write a single value, in quotes if it has special characters.");
      return Optional.empty();
    }
    if (kind != Value.Kind.TEXT) {
      deviation(
          value.place(),
          "%s: %s".formatted(key, text),
          "text, but YAML reads this as another kind of value",
          "Quote it: \"%s\".".formatted(text));
    }
    return Optional.of(text);
  }

  /// Text that must be there and not be empty; `why` completes "expected text: …".
  public Optional<String> required(String key, String why) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().isBlank()) {
      return text;
    }
    if (text.isPresent() || !has(key)) {
      missing(key, "text: " + why);
    }
    return Optional.empty();
  }

  public Optional<Boolean> flag(String key) {
    return node(key)
        .flatMap(
            value -> {
              if (value instanceof Node.Scalar(String text, Value.Kind kind, _)
                  && kind == Value.Kind.FLAG) {
                return Optional.of(text.equalsIgnoreCase("true"));
              }
              refuse(key, value, "true or false", "Write true or false, without quotes.");
              return Optional.empty();
            });
  }

  /// A number, exact: from its digits, never by way of a binary fraction.
  public Optional<BigDecimal> number(String key) {
    return node(key)
        .flatMap(
            value -> {
              Optional<BigDecimal> number = decimal(value);
              if (number.isEmpty()) {
                refuse(
                    key,
                    value,
                    "a number",
                    "Write a decimal number such as 0.999, without quotes.");
              }
              return number;
            });
  }

  private static Optional<BigDecimal> decimal(Node value) {
    if (!(value instanceof Node.Scalar(String text, Value.Kind kind, _))
        || (kind != Value.Kind.INTEGER && kind != Value.Kind.DECIMAL)
        || text.length() > 60) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      if (Math.abs((long) number.scale()) > 60) {
        return Optional.empty();
      }
      return Optional.of(number.scale() < 0 ? number.setScale(0) : number);
    } catch (NumberFormatException _) {
      return Optional.empty(); // .inf, .nan and 0x1F are numbers to YAML, but none here
    }
  }

  /// A mapping inside this one.
  public Optional<Fields> object(String key) {
    return node(key).flatMap(value -> object(key, value));
  }

  /// A mapping that is a value of, or lies in a list under, `key`.
  public Optional<Fields> object(String key, Node value) {
    if (value instanceof Node.Mapping mapping) {
      return Optional.of(new Fields(mapping, subject + ": " + key, problems, profile));
    }
    refuse(key, value, "a mapping", "Write keys and values under it.");
    return Optional.empty();
  }

  /// The items of a list; none where the key is absent.
  public List<Node> list(String key) {
    return node(key)
        .map(
            value -> {
              if (value instanceof Node.Sequence(List<Node> items, _)) {
                return items;
              }
              refuse(key, value, "a list", "Begin each item with '- '.");
              return List.<Node>of();
            })
        .orElse(List.of());
  }

  /// A list of texts.
  public List<String> texts(String key) {
    return list(key).stream().flatMap(item -> text(key, item).stream()).toList();
  }

  public void missing(String key, String expected) {
    String found = node.get(key).map(value -> key + ": " + value.noun()).orElse("no " + key);
    error(key, found, expected, "Add %s.".formatted(key));
  }

  public void error(String key, String found, String expected, String remedy) {
    problems.error(place(key), subject + ": " + found, expected, remedy);
  }

  public void warning(String key, String found, String expected, String remedy) {
    problems.warning(place(key), subject + ": " + found, expected, remedy);
  }

  /// An error in the strict profile, a remark in the lenient one.
  public void deviation(String key, String found, String expected, String remedy) {
    deviation(place(key), found, expected, remedy);
  }

  private void deviation(Place place, String found, String expected, String remedy) {
    problems.add(
        new Problem(place, profile.ofDeviation(), subject + ": " + found, expected, remedy));
  }

  public void refuse(String key, Node value, String expected, String remedy) {
    problems.error(value.place(), subject + ": " + key + ": " + value.noun(), expected, remedy);
  }

  /// Tells of the keys that nobody asked for: of the first of them one by one, of the rest by their
  /// number.
  public void noOthers(Problem.Severity severity, String otherwise) {
    List<Node.Entry> others =
        node.entries().stream().filter(entry -> !asked.contains(entry.key())).toList();
    String expected = "one of " + String.join(", ", asked);
    for (Node.Entry entry : others.subList(0, Math.min(others.size(), TOLD_ONE_BY_ONE))) {
      String found = "%s: key '%s'".formatted(subject, entry.key());
      String remedy = Nearest.hint(entry.key(), asked, otherwise);
      problems.add(new Problem(entry.keyPlace(), severity, found, expected, remedy));
    }
    if (others.size() > TOLD_ONE_BY_ONE) {
      String found = "%s: %d more unknown keys".formatted(subject, others.size() - TOLD_ONE_BY_ONE);
      Place place = others.get(TOLD_ONE_BY_ONE).keyPlace();
      problems.add(new Problem(place, severity, found, expected, otherwise));
    }
  }
}
