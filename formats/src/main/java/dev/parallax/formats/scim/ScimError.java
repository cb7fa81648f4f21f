package dev.parallax.formats.scim;

import dev.parallax.formats.yaml.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the protocol answers when it cannot do what was asked.
///
/// Source: RFC 7644, section 3.12.
///
/// @param status of HTTP, which the protocol repeats in the body
/// @param type the keyword; null where the status says all
/// @param detail what was found, what was expected, what to do
public record ScimError(int status, @Nullable Type type, String detail) {
  /// The schema of the message.
  public static final String URN = "urn:ietf:params:scim:api:messages:2.0:Error";

  /// The keywords of the protocol, as it writes them.
  public enum Type {
    INVALID_FILTER("invalidFilter"),
    TOO_MANY("tooMany"),
    UNIQUENESS("uniqueness"),
    MUTABILITY("mutability"),
    INVALID_SYNTAX("invalidSyntax"),
    INVALID_PATH("invalidPath"),
    NO_TARGET("noTarget"),
    INVALID_VALUE("invalidValue"),
    INVALID_VERSION("invalidVers");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /// Something is wrong with what was sent, in three parts.
  public static ScimError bad(Type type, String found, String expected, String remedy) {
    return new ScimError(400, type, "%s: expected %s. %s".formatted(found, expected, remedy));
  }

  /// The name is another's.
  public static ScimError taken(String detail) {
    return new ScimError(409, Type.UNIQUENESS, detail);
  }

  /// Nothing has that id.
  public static ScimError notFound(ResourceType type, String id) {
    return new ScimError(
        404,
        null,
        "No %s has the id '%s'. Ask %s with a filter for what there is."
            .formatted(type.word(), id, type.endpoint()));
  }

  /// The message.
  public Value.Mapping message() {
    Value.Mapping.Builder body =
        new Value.Mapping.Builder()
            .put("schemas", new Value.Sequence(List.of(Value.text(URN))))
            .put("status", Value.text(Integer.toString(status)));
    if (type != null) {
      body.put("scimType", Value.text(type.word()));
    }
    return body.put("detail", Value.text(detail)).build();
  }
}
