package dev.parallax.cli.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads and writes JSON as trees.
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Json() {}

  /// A new object without fields.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// The tree of a text; empty where the text is not JSON.
  public static Optional<JsonNode> read(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /// The tree as indented text.
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a tree of JSON could not be written", broken);
    }
  }

  /// The text at a path of fields, safe to print; empty text where there is none.
  public static String text(JsonNode node, String... path) {
    JsonNode found = node;
    for (String field : path) {
      found = found.path(field);
    }
    return Terminal.plain(found.asText(""));
  }

  /// The items of an array field; none where it is absent.
  public static Stream<JsonNode> items(JsonNode node, String field) {
    return node.path(field).valueStream();
  }
}
