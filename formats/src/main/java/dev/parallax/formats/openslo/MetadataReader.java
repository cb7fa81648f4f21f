package dev.parallax.formats.openslo;

import dev.parallax.formats.Problem;
import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `metadata`, names and references to names.
final class MetadataReader {
  /// RFC 1123 label; what OpenSLO's text and go-sdk ask for.
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /// What is found in the field and can still be a name here.
  private static final Pattern TOLERATED =
      Pattern.compile("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");

  private static final Pattern LABEL_KEY = TOLERATED;
  private static final Pattern ANNOTATION_KEY =
      Pattern.compile(
          "(?=(.{1,253}/)?[^/]{1,63}$)"
              + "([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*/)?"
              + "[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");

  private MetadataReader() {}

  /// The metadata under `metadata` of an object; empty where it has no usable name.
  static Optional<Metadata> read(Fields object) {
    if (!object.has("metadata")) {
      object.missing("metadata", "a mapping with at least a name");
      return Optional.empty();
    }
    Optional<Fields> found = object.object("metadata");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = found.get();
    Optional<String> name = name(fields, "name");
    if (name.isEmpty() && !fields.has("name")) {
      fields.missing("name", "the object's name");
    }
    Optional<String> displayName = Words.atMost(fields, "displayName", 63);
    Map<String, Metadata.Label> labels = labels(fields);
    Map<String, String> annotations = annotations(fields);
    unknown(fields);
    return name.map(n -> new Metadata(n, displayName.orElse(null), labels, annotations));
  }

  /// A name or a reference to one; empty (and told) where it cannot be one, empty where absent.
  static Optional<String> name(Fields fields, String key) {
    return fields.text(key).filter(name -> isName(fields, key, name));
  }

  static boolean isName(Fields fields, String key, String name) {
    if (LABEL.matcher(name).matches()) {
      return true;
    }
    String found = "%s: '%s'".formatted(key, name);
    String expected = "1 to 63 of a-z 0-9 and -, starting and ending with a letter or digit";
    if (TOLERATED.matcher(name).matches()) {
      fields.deviation(key, found, expected, "Rename it wherever it is used.");
      return true;
    }
    fields.error(key, found, expected, "Rename it; a title with spaces belongs into displayName.");
    return false;
  }

  /// Unknown keys: an error in the strict profile; in the lenient one a remark that they are not
  /// kept.
  static void unknown(Fields fields) {
    Problem.Severity severity = fields.profile().ofDeviation();
    fields.noOthers(severity, "Move it to metadata.annotations: it is not kept here.");
  }

  private static Map<String, Metadata.Label> labels(Fields metadata) {
    Map<String, Metadata.Label> labels = new LinkedHashMap<>();
    metadata
        .object("labels")
        .ifPresent(
            fields ->
                fields
                    .node()
                    .entries()
                    .forEach(
                        entry -> {
                          checkKey(fields, LABEL_KEY, entry.key());
                          label(fields, entry).ifPresent(label -> labels.put(entry.key(), label));
                        }));
    return labels;
  }

  private static Optional<Metadata.Label> label(Fields fields, Node.Entry entry) {
    return switch (entry.value()) {
      case Node.Sequence _ -> Optional.of(new Metadata.Label(fields.texts(entry.key()), false));
      case Node.Scalar scalar when scalar.isNull() -> {
        fields.deviation(
            entry.key(),
            entry.key() + ": nothing",
            "a value or a list",
            "Give it one or remove it.");
        yield Optional.empty();
      }
      case Node.Scalar _ ->
          fields.text(entry.key()).map(text -> new Metadata.Label(List.of(text), true));
      case Node.Mapping mapping -> {
        fields.refuse(entry.key(), mapping, "text or a list of texts", "Flatten it.");
        yield Optional.empty();
      }
    };
  }

  private static Map<String, String> annotations(Fields metadata) {
    Map<String, String> annotations = new LinkedHashMap<>();
    metadata
        .object("annotations")
        .ifPresent(
            fields ->
                fields
                    .node()
                    .entries()
                    .forEach(
                        entry -> {
                          checkKey(fields, ANNOTATION_KEY, entry.key());
                          fields
                              .text(entry.key())
                              .ifPresent(text -> annotations.put(entry.key(), text));
                        }));
    return annotations;
  }

  private static void checkKey(Fields fields, Pattern shape, String key) {
    if (key.length() > 320 || !shape.matcher(key).matches()) {
      fields.deviation(
          key,
          "key '%s'".formatted(key),
          "[domain/]name with at most 63 of a-z A-Z 0-9 - . _ in the name",
          "Rename the key.");
    }
  }
}
