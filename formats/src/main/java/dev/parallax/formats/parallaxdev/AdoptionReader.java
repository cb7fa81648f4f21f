package dev.parallax.formats.parallaxdev;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Node;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Adoption.Deviation;
import dev.parallax.governance.raci.Adoption.Template;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.raci.Waiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the spec of a `MatrixAdoption`. Whether what it names is there is asked elsewhere.
final class AdoptionReader {
  private static final Pattern RULE = Pattern.compile("RL-\\d\\d");
  private static final List<String> MODES = Stream.of(Mode.values()).map(Mode::word).toList();

  private AdoptionReader() {}

  static Optional<AdoptionDocument> adoption(String name, Fields spec) {
    int before = spec.problems().errors();
    Optional<ScopeRef> scope =
        spec.required("scope", "service:x, system:x or organisation")
            .flatMap(text -> ParallaxReader.scope(spec, text));
    Optional<String> matrix = ParallaxReader.name(spec, "matrix", MatrixReader.ID);
    Optional<String> version = MatrixReader.version(spec);
    Map<String, Mode> modes = modes(spec);
    List<Deviation> deviations = items(spec, "deviations", AdoptionReader::deviation);
    List<Waiver> waivers = items(spec, "waivers", AdoptionReader::waiver);
    ParallaxReader.noOthers(spec);
    once(spec, deviations);
    if (spec.problems().errors() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new AdoptionDocument(
            name,
            new Adoption(
                scope.orElseThrow().scope(),
                new Template(matrix.orElseThrow(), version.orElseThrow()),
                deviations,
                modes,
                waivers,
                "MatrixAdoption " + name)));
  }

  private static <T> List<T> items(Fields spec, String key, Function<Fields, Optional<T>> reader) {
    List<T> read = new ArrayList<>();
    List<Node> items = spec.list(key);
    for (int i = 0; i < items.size(); i++) {
      spec.object("%s[%d]".formatted(key, i), items.get(i)).flatMap(reader).ifPresent(read::add);
    }
    return read;
  }

  private static Map<String, Mode> modes(Fields spec) {
    Map<String, Mode> modes = new TreeMap<>();
    spec.object("modes")
        .ifPresent(
            fields ->
                fields
                    .node()
                    .entries()
                    .forEach(
                        entry ->
                            mode(fields, entry.key())
                                .ifPresent(mode -> modes.put(entry.key(), mode))));
    return modes;
  }

  private static Optional<Mode> mode(Fields fields, String activity) {
    String word = fields.text(activity).orElse("");
    Optional<Mode> mode =
        Stream.of(Mode.values()).filter(each -> each.word().equals(word)).findFirst();
    if (mode.isEmpty()) {
      fields.error(
          activity,
          "%s: '%s'".formatted(activity, word),
          "one of " + String.join(", ", MODES),
          Nearest.hint(word, MODES, "Write one of them."));
    }
    return mode;
  }

  private static Optional<Deviation> deviation(Fields fields) {
    Optional<String> activity = fields.required("activity", "the id of an activity");
    Optional<String> column = fields.required("column", "the header of a column");
    String code = fields.text("code").orElse("");
    Optional<String> reason = fields.required("reason", "why it differs here, in a sentence");
    Optional<String> approved = fields.text("approvedBy");
    if (!fields.has("code")) {
      fields.missing("code", "the letters, or \"\" for no part at all");
    }
    ParallaxReader.noOthers(fields);
    return activity.flatMap(
        a ->
            column.flatMap(
                c -> reason.map(r -> new Deviation(a, c, code, r, approved.orElse(null)))));
  }

  private static void once(Fields spec, List<Deviation> deviations) {
    Set<String> seen = new HashSet<>();
    for (Deviation each : deviations) {
      if (!seen.add(each.activity() + "\n" + each.column())) {
        spec.error(
            "deviations",
            "'%s' of '%s' a second time".formatted(each.column(), each.activity()),
            "each cell once, since it holds one code",
            "Remove one of them.");
      }
    }
  }

  private static Optional<Waiver> waiver(Fields fields) {
    Optional<String> rule = fields.required("rule", "the rule that is waived, such as RL-10");
    rule.filter(text -> !RULE.matcher(text).matches())
        .ifPresent(
            text ->
                fields.error(
                    "rule",
                    "rule: '%s'".formatted(text),
                    "RL- and two digits",
                    "Write it as the finding does."));
    Spot place =
        new Spot(
            fields.text("service").orElse(null),
            fields.text("activity").orElse(null),
            fields.text("column").orElse(null));
    Optional<String> owner = fields.required("owner", "who accepts the finding");
    Optional<String> reason = fields.required("reason", "why it is accepted, in a sentence");
    Optional<Instant> until = ParallaxReader.instant(fields, "until");
    if (!fields.has("until")) {
      fields.missing("until", "when the waiver lapses, such as 2027-03-31");
    }
    ParallaxReader.noOthers(fields);
    return rule.flatMap(
        r ->
            owner.flatMap(o -> reason.flatMap(w -> until.map(u -> new Waiver(r, place, o, w, u)))));
  }
}
