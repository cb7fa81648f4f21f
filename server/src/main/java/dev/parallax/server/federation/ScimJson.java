package dev.parallax.server.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.formats.scim.ScimError;
import dev.parallax.formats.yaml.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON as the trees that SCIM is read from, and back.
final class ScimJson {
  static final int LONGEST = 8 << 20;
  private static final int DEEPEST = 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(40).build());
  }

  private ScimJson() {}

  /// @throws Unkept if the text is no JSON, or more of it than is read
  static Value read(String text) {
    if (text.length() > LONGEST) {
      throw new Unkept(
          new ScimError(
              413,
              null,
              "The body is longer than %d MB. Send it in parts.".formatted(LONGEST >> 20)));
    }
    try {
      return value(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new Unkept(
          ScimError.bad(
              ScimError.Type.INVALID_SYNTAX,
              "a body that is no JSON (line %d)"
                  .formatted(e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
              "JSON of at most %d levels with each key once".formatted(DEEPEST),
              "Correct it; nothing of the request was done."));
    }
  }

  private static Value value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Value> entries = new LinkedHashMap<>();
        node.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
        yield new Value.Mapping(entries);
      }
      case ARRAY -> new Value.Sequence(node.valueStream().map(ScimJson::value).toList());
      case STRING, BINARY -> Value.text(node.asText());
      case BOOLEAN -> Value.flag(node.asBoolean());
      case NUMBER ->
          new Value.Scalar(
              node.isIntegralNumber() ? Value.Kind.INTEGER : Value.Kind.DECIMAL, node.asText());
      case NULL, MISSING, POJO -> new Value.Scalar(Value.Kind.NULL, "null");
    };
  }

  static String write(Value value) {
    return node(value).toString();
  }

  private static JsonNode node(Value value) {
    return switch (value) {
      case Value.Mapping(Map<String, Value> entries) -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        entries.forEach((key, each) -> object.set(key, node(each)));
        yield object;
      }
      case Value.Sequence(List<Value> items) -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.forEach(each -> array.add(node(each)));
        yield array;
      }
      case Value.Scalar(Value.Kind kind, String text) ->
          switch (kind) {
            case TEXT -> JsonNodeFactory.instance.textNode(text);
            case INTEGER, DECIMAL -> JsonNodeFactory.instance.numberNode(new BigDecimal(text));
            case FLAG -> JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
            case NULL -> JsonNodeFactory.instance.nullNode();
          };
    };
  }
}
