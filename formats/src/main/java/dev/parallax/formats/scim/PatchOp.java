package dev.parallax.formats.scim;

import static dev.parallax.formats.scim.ScimError.Type.INVALID_SYNTAX;

import dev.parallax.formats.yaml.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One operation of a PATCH.
///
/// Source: RFC 7644, section 3.5.2. Clients write `Add` for `add`; keys are read in any case.
record PatchOp(Kind kind, Optional<String> path, Optional<Value> value) {
  static final String URN = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
  static final int MOST = 2_000;

  enum Kind {
    ADD,
    REPLACE,
    REMOVE
  }

  /// The operations of a body, in its order.
  static List<PatchOp> read(Value body) {
    List<Value> operations =
        body instanceof Value.Mapping(Map<String, Value> entries)
            ? get(entries, "Operations").map(Fitting::items).orElse(List.of())
            : List.of();
    if (operations.isEmpty() || operations.size() > MOST) {
      throw new Unfit(
          INVALID_SYNTAX,
          "%,d operations".formatted(operations.size()),
          "1 to %,d under \"Operations\"".formatted(MOST),
          "Send {\"schemas\": [\"%s\"], \"Operations\": [{\"op\": \"replace\", …}]}."
              .formatted(URN));
    }
    return operations.stream().map(PatchOp::operation).toList();
  }

  private static PatchOp operation(Value value) {
    if (!(value instanceof Value.Mapping(Map<String, Value> entries))) {
      throw unknown("an operation that is no object");
    }
    return new PatchOp(
        kind(text(entries, "op").orElse("")),
        text(entries, "path").filter(path -> !path.isBlank()).map(String::strip),
        get(entries, "value"));
  }

  private static Kind kind(String op) {
    return switch (op.toLowerCase(Locale.ROOT)) {
      case "add" -> Kind.ADD;
      case "replace" -> Kind.REPLACE;
      case "remove" -> Kind.REMOVE;
      default -> throw unknown("the operation " + Unfit.quoted(op));
    };
  }

  private static Unfit unknown(String found) {
    return new Unfit(
        INVALID_SYNTAX,
        found,
        "an object whose \"op\" is add, replace or remove",
        "Correct it; nothing of the request was done.");
  }

  static Optional<Value> get(Map<String, Value> entries, String name) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<String> text(Map<String, Value> entries, String name) {
    return get(entries, name)
        .flatMap(
            value ->
                value instanceof Value.Scalar(Value.Kind kind, String text)
                        && kind == Value.Kind.TEXT
                    ? Optional.of(text)
                    : Optional.empty());
  }
}
