package dev.parallax.formats.parallaxdev;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Reads one `parallax.dev/v1` document. Our own format has one profile: what is not known is an
/// error.
public final class ParallaxReader {
  private static final List<String> KINDS =
      List.of("Persona", "Assignment", "Schedule", "ResponsibilityMatrix", "MatrixAdoption");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-._a-z0-9]{0,61}[a-z0-9])?");

  private ParallaxReader() {}

  public static boolean claims(String apiVersion) {
    return apiVersion.startsWith("parallax.dev");
  }

  /// The document, or nothing where an error was told to `problems`.
  public static Optional<Located<ParallaxDocument>> read(Node.Mapping document, Problems problems) {
    int before = problems.errors();
    String kind = document.text("kind").orElse("");
    Fields fields =
        new Fields(document, kind.isEmpty() ? "document" : kind, problems, Profile.STRICT);
    String version = fields.text("apiVersion").orElse("");
    if (!version.equals(ParallaxDocument.API_VERSION)) {
      fields.error(
          "apiVersion",
          "apiVersion: '%s'".formatted(version),
          ParallaxDocument.API_VERSION,
          "Write apiVersion: %s.".formatted(ParallaxDocument.API_VERSION));
      return Optional.empty();
    }
    fields.text("kind");
    Optional<? extends ParallaxDocument> read =
        switch (kind) {
          case "Persona" -> withSpec(fields, true, ParallaxReader::persona);
          case "Assignment" -> withSpec(fields, false, ParallaxReader::assignment);
          case "Schedule" -> withSpec(fields, true, ParallaxReader::schedule);
          case "ResponsibilityMatrix" ->
              withSpec(fields, true, MatrixReader.ID, MatrixReader::matrix);
          case "MatrixAdoption" -> withSpec(fields, true, AdoptionReader::adoption);
          default -> {
            fields.error(
                "kind",
                kind.isEmpty() ? "no kind" : "kind: '%s'".formatted(kind),
                "one of " + String.join(", ", KINDS),
                Nearest.hint(kind, KINDS, "Write one of them."));
            yield Optional.empty();
          }
        };
    return problems.errors() > before
        ? Optional.empty()
        : read.map(value -> new Located<>(value, document));
  }

  private static <T> Optional<T> withSpec(
      Fields fields, boolean named, BiFunction<String, Fields, Optional<T>> reader) {
    return withSpec(fields, named, NAME, reader);
  }

  private static <T> Optional<T> withSpec(
      Fields fields, boolean named, Pattern shape, BiFunction<String, Fields, Optional<T>> reader) {
    Optional<Fields> metadata = fields.object("metadata");
    Optional<Fields> spec = fields.object("spec");
    Optional<String> name =
        metadata.flatMap(m -> named || m.has("name") ? name(m, "name", shape) : Optional.empty());
    metadata.ifPresent(ParallaxReader::noOthers);
    noOthers(fields);
    if (metadata.isEmpty() && named && !fields.has("metadata")) {
      fields.missing("metadata", "a mapping with the name");
    }
    if (!fields.has("spec")) {
      fields.missing("spec", "a mapping that says what it is");
    }
    return spec.flatMap(s -> reader.apply(name.orElse(""), s));
  }

  private static Optional<ParallaxDocument.PersonaDocument> persona(String id, Fields spec) {
    int before = spec.problems().errors();
    Optional<String> rename = spec.text("rename");
    List<String> aliases = spec.texts("aliases");
    List<String> merge = names(spec, "merge");
    Optional<String> bestFit = spec.has("bestFit") ? name(spec, "bestFit") : Optional.empty();
    Optional<ParallaxDocument.Extension> extension =
        spec.object("extension").flatMap(ParallaxReader::extension);
    noOthers(spec);
    if (merge.contains(id) || bestFit.filter(id::equals).isPresent()) {
      spec.error(
          merge.contains(id) ? "merge" : "bestFit",
          "'%s' itself".formatted(id),
          "another persona",
          "Remove it: a persona can neither take over nor stand in for itself.");
    }
    return spec.problems().errors() > before
        ? Optional.empty()
        : Optional.of(
            new ParallaxDocument.PersonaDocument(
                id,
                rename.orElse(null),
                aliases,
                merge,
                bestFit.orElse(null),
                extension.orElse(null)));
  }

  private static Optional<ParallaxDocument.Extension> extension(Fields fields) {
    Optional<String> name = fields.required("name", "what people call the persona");
    Optional<String> decides = fields.required("decides", "what it decides, in a sentence");
    Optional<String> altitude = fields.required("altitude", "how much it looks at, over how long");
    noOthers(fields);
    return name.flatMap(
        n -> decides.flatMap(d -> altitude.map(a -> new ParallaxDocument.Extension(n, d, a))));
  }

  private static Optional<ParallaxDocument.AssignmentDocument> assignment(
      String name, Fields spec) {
    int before = spec.problems().errors();
    Optional<String> persona = name(spec, "persona");
    Optional<HolderRef> holder =
        spec.required("holder", "who fills the persona, such as user:anna")
            .flatMap(text -> holder(spec, "holder", text));
    Optional<ScopeRef> scope =
        spec.required("scope", "service:x, system:x or organisation")
            .flatMap(text -> scope(spec, text));
    Optional<Instant> from = instant(spec, "validFrom");
    Optional<Instant> until = instant(spec, "validUntil");
    ParallaxDocument.Rank rank = rank(spec);
    Optional<Instant> attested = instant(spec, "attestedAt");
    noOthers(spec);
    checkOrder(spec, "validUntil", from, until);
    return spec.problems().errors() > before
        ? Optional.empty()
        : Optional.of(
            new ParallaxDocument.AssignmentDocument(
                persona.orElseThrow(),
                holder.orElseThrow(),
                scope.orElseThrow(),
                from.orElse(null),
                until.orElse(null),
                rank,
                attested.orElse(null)));
  }

  private static ParallaxDocument.Rank rank(Fields spec) {
    return switch (spec.text("rank").orElse("")) {
      case "" -> ParallaxDocument.Rank.PEER;
      case "primary" -> ParallaxDocument.Rank.PRIMARY;
      case "deputy" -> ParallaxDocument.Rank.DEPUTY;
      case String other -> {
        spec.error(
            "rank",
            "rank: '%s'".formatted(other),
            "primary (answers where one of several must) or deputy (steps up where the first cannot)",
            "Write one of the two, or leave it out.");
        yield ParallaxDocument.Rank.PEER;
      }
    };
  }

  /// A holder, or nothing and an error.
  public static Optional<HolderRef> holder(Fields fields, String key, String text) {
    Optional<HolderRef> holder = HolderRef.parse(text);
    if (holder.isEmpty()) {
      fields.error(
          key,
          "%s: '%s'".formatted(key, text),
          "user:x, group:x, schedule:x or service:x",
          "Put the kind before the name, e.g. user:%s.".formatted(text.replaceAll(".*:", "")));
    }
    return holder;
  }

  static Optional<ScopeRef> scope(Fields fields, String text) {
    Optional<ScopeRef> scope = ScopeRef.parse(text);
    if (scope.isEmpty()) {
      fields.error(
          "scope",
          "scope: '%s'".formatted(text),
          "service:x, system:x or organisation",
          "Write e.g. service:checkout.");
    }
    return scope;
  }

  private static Optional<ParallaxDocument.ScheduleDocument> schedule(String name, Fields spec) {
    int before = spec.problems().errors();
    if (!spec.has("shifts")) {
      spec.missing("shifts", "a list of {user, from, until}");
    }
    List<ParallaxDocument.Shift> shifts = new ArrayList<>();
    List<Node> items = spec.list("shifts");
    for (int i = 0; i < items.size(); i++) {
      spec.object("shifts[%d]".formatted(i), items.get(i))
          .flatMap(ParallaxReader::shift)
          .ifPresent(shifts::add);
    }
    noOthers(spec);
    return spec.problems().errors() > before
        ? Optional.empty()
        : Optional.of(new ParallaxDocument.ScheduleDocument(name, shifts));
  }

  private static Optional<ParallaxDocument.Shift> shift(Fields fields) {
    Optional<String> user = name(fields, "user");
    Optional<Instant> from = instant(fields, "from");
    Optional<Instant> until = instant(fields, "until");
    for (String key : List.of("from", "until")) {
      if (!fields.has(key)) {
        fields.missing(key, "an instant such as 2026-11-23T09:00:00Z");
      }
    }
    noOthers(fields);
    checkOrder(fields, "until", from, until);
    return user.flatMap(
        u -> from.flatMap(f -> until.map(t -> new ParallaxDocument.Shift(u, f, t))));
  }

  private static void checkOrder(
      Fields fields, String key, Optional<Instant> from, Optional<Instant> until) {
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      fields.error(
          key,
          "%s to %s".formatted(from.get(), until.get()),
          "an end after the beginning (the end itself no longer belongs to it)",
          "Swap the two, or leave one out.");
    }
  }

  static Optional<Instant> instant(Fields fields, String key) {
    return fields.text(key).flatMap(text -> instant(fields, key, text));
  }

  private static Optional<Instant> instant(Fields fields, String key, String text) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      fields.error(
          key,
          "%s: '%s'".formatted(key, text),
          "an instant with its offset, or a date (which begins at midnight UTC)",
          "Write e.g. 2026-11-23T09:00:00+01:00 or 2026-11-23.");
      return Optional.empty();
    }
  }

  private static Optional<String> name(Fields fields, String key) {
    return name(fields, key, NAME);
  }

  static Optional<String> name(Fields fields, String key, Pattern shape) {
    return fields
        .required(key, "a name of 1 to 63 of a-z 0-9 - . _")
        .flatMap(text -> name(fields, key, text, shape));
  }

  private static Optional<String> name(Fields fields, String key, String text, Pattern shape) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (shape.matcher(lower).matches()) {
      return Optional.of(lower);
    }
    fields.error(
        key,
        "%s: '%s'".formatted(key, text),
        "1 to 63 of a-z 0-9 - . _, starting and ending with a letter or digit",
        "Write the id, not the title.");
    return Optional.empty();
  }

  private static List<String> names(Fields fields, String key) {
    return fields.texts(key).stream()
        .flatMap(text -> name(fields, key, text, NAME).stream())
        .toList();
  }

  static void noOthers(Fields fields) {
    fields.noOthers(Problem.Severity.ERROR, "Remove it; nothing here reads it.");
  }
}
