package dev.parallax.formats.scim;

import dev.parallax.formats.Problems;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.yaml.Limits;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.Value;
import dev.parallax.formats.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the tests say to the protocol and hear from it.
final class Scim {
  static final String ADA =
      """
      {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
        "externalId": "Ada-1",
        "userName": "ada",
        "name": {"familyName": "Lovelace", "givenName": "Ada"},
        "displayName": "Ada Lovelace",
        "active": true,
        "emails": [{"value": "ada@shop.example", "type": "work", "primary": true},
                   {"value": "ada@home.example", "type": "home"}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
          "department": "Engines", "costCenter": "42", "manager": {"value": "7"}}
      }
      """;

  private Scim() {}

  static Value json(String text) {
    Problems problems = new Problems();
    List<Node> read =
        new YamlReader(Limits.DEFAULT)
            .read(new SourceFile("test.json", text.getBytes(StandardCharsets.UTF_8)), problems);
    if (problems.hasErrors()) {
      throw new AssertionError(problems.all().toString());
    }
    return read.getFirst().value();
  }

  static <T> T ok(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> value;
      case Outcome.Failed<T>(ScimError error) -> throw new AssertionError(error.toString());
    };
  }

  static <T> ScimError failed(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> throw new AssertionError("read: " + value);
      case Outcome.Failed<T>(ScimError error) -> error;
    };
  }

  static Resource user(String json) {
    return ok(Resource.read(ResourceType.USER, json(json)));
  }

  static Resource ada() {
    return user(ADA);
  }

  static Resource group(String json) {
    return ok(Resource.read(ResourceType.GROUP, json(json)));
  }
}
