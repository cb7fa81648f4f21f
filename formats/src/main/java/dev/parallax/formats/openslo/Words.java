package dev.parallax.formats.openslo;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads single words of OpenSLO's vocabulary.
final class Words {
  private Words() {}

  /// One of an enum's constants by the word that documents write for it; case matters.
  static <E extends Enum<E>> Optional<E> oneOf(
      Fields fields, String key, Class<E> type, Function<E, String> word) {
    Optional<String> text = fields.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = Arrays.stream(type.getEnumConstants()).map(word).toList();
    int index = words.indexOf(text.get());
    if (index < 0) {
      String first = "Write " + words.getFirst() + ", for example; upper and lower case differ.";
      fields.error(
          key,
          "%s: '%s'".formatted(key, text.get()),
          "one of " + String.join(", ", words),
          Nearest.hint(text.get(), words, first));
      return Optional.empty();
    }
    return Optional.of(type.getEnumConstants()[index]);
  }

  /// A duration; `least` is the smallest count that makes sense.
  static Optional<Shorthand> shorthand(Fields fields, String key, int least) {
    Optional<Node> node = fields.node(key);
    if (node.isPresent()
        && node.get() instanceof Node.Scalar(String number, Value.Kind kind, _)
        && kind == Value.Kind.INTEGER) {
      return bareNumber(fields, key, number);
    }
    Optional<String> text = fields.text(key);
    Optional<Shorthand> duration = text.flatMap(Shorthand::parse).filter(d -> d.count() >= least);
    if (text.isPresent() && duration.isEmpty()) {
      fields.error(
          key,
          "%s: '%s'".formatted(key, text.get()),
          "a whole number%s and one unit of m (minute), h, d, w, M (month), Q, Y"
              .formatted(least > 0 ? " above 0" : ""),
          "Write e.g. 28d, 4w or 5m; there are no seconds, no signs and no sums such as 1h30m.");
    }
    return duration;
  }

  private static Optional<Shorthand> bareNumber(Fields fields, String key, String number) {
    Optional<Shorthand> minutes = Shorthand.parse(number + "m").filter(d -> d.count() > 0);
    if (!key.equals("timeSliceWindow") || minutes.isEmpty()) {
      fields.error(
          key,
          "%s: %s".formatted(key, number),
          "a whole number above 0 and one unit of m (minute), h, d, w, M (month), Q, Y",
          "Add the unit: 28d is 28 days.");
      return Optional.empty();
    }
    fields.deviation(
        key,
        "%s: %s".formatted(key, number),
        "a duration with its unit; the bare number is taken as minutes",
        "Write %s.".formatted(minutes.get()));
    return minutes;
  }

  /// Text that may not exceed a length; longer text is a deviation.
  static Optional<String> atMost(Fields fields, String key, int length) {
    Optional<String> text = fields.text(key);
    text.filter(t -> t.codePointCount(0, t.length()) > length)
        .ifPresent(
            t ->
                fields.deviation(
                    key,
                    "%s: %d characters".formatted(key, t.codePointCount(0, t.length())),
                    "at most %d characters".formatted(length),
                    "Shorten it; a link to a longer text fits into an annotation."));
    return text;
  }

  static Optional<String> description(Fields fields) {
    return atMost(fields, "description", 1050);
  }
}
