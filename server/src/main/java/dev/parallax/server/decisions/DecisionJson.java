package dev.parallax.server.decisions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.parallax.governance.decision.Move;
import dev.parallax.governance.decision.Request;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Requests and moves as they are kept: records as JSON.
final class DecisionJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private DecisionJson() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of a decision could not be written", e);
    }
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a kept %s can no longer be read: expected what an earlier Parallax wrote. A newer one wrote it; run that one."
              .formatted(type.getSimpleName()),
          e);
    }
  }

  static Map<String, String> texts(String json) {
    Map<String, String> texts = new TreeMap<>();
    read(json, JsonNode.class)
        .properties()
        .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  static Request request(String json) {
    return read(json, Request.class);
  }

  /// The word for a kind of move: `opine`, `sign-off`.
  static String kind(Move move) {
    return kind(move.getClass());
  }

  private static String kind(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  static Move move(String kind, String json) {
    for (Class<?> type : Move.class.getPermittedSubclasses()) {
      if (kind(type).equals(kind)) {
        return (Move) read(json, type);
      }
    }
    throw new IllegalStateException(
        "a kept move '%s' is not known: expected one of %s. A newer Parallax wrote it; run that one."
            .formatted(
                kind,
                Arrays.stream(Move.class.getPermittedSubclasses())
                    .map(DecisionJson::kind)
                    .toList()));
  }
}
