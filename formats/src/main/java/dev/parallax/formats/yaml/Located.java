package dev.parallax.formats.yaml;

import dev.parallax.formats.Place;

/// A value and the part of the document that it was read from, to say later where something stands.
public record Located<T>(T value, Node.Mapping node) {
  public Place place() {
    return node.place();
  }

  /// The place of what lies at `path` (keys, and indexes of lists as numbers), or of the nearest
  /// thing around it.
  public Place place(Object... path) {
    Node here = node;
    for (Object step : path) {
      Node next =
          switch (here) {
            case Node.Mapping mapping -> mapping.get(step.toString()).orElse(null);
            case Node.Sequence(var items, _) ->
                step instanceof Integer index && index < items.size() ? items.get(index) : null;
            case Node.Scalar _ -> null;
          };
      if (next == null) {
        return here.place();
      }
      here = next;
    }
    return here.place();
  }
}
