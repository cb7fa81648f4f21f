package dev.parallax.formats.openslo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every OpenSLO object carries.
///
/// @param name RFC 1123 label of at most 63 characters; lenient reading allows `A–Z . _` too
/// @param labels each with one value or a list of them, as it was written
/// @param annotations where extensions live, because OpenSLO allows no unknown fields
public record Metadata(
    String name,
    @Nullable String displayName,
    Map<String, Label> labels,
    Map<String, String> annotations) {
  public Metadata {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  public static Metadata named(String name) {
    return new Metadata(name, null, Map.of(), Map.of());
  }

  /// The values of a label; `single` remembers that it was written without a list.
  public record Label(List<String> values, boolean single) {
    public Label {
      values = List.copyOf(values);
    }
  }
}
