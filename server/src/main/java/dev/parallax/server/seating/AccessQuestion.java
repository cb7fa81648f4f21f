package dev.parallax.server.seating;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A question of AuthZEN's Authorization API 1.0 as it comes, read field by field so that what is
/// wrong says where. Fields that mean nothing here, such as `properties`, are passed over.
///
/// @param time an instant to ask about; null for now
record AccessQuestion(
    @Nullable Entity subject,
    @Nullable String action,
    @Nullable Entity resource,
    @Nullable Instant time) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// A question that is not asked as the specification wants it, told to whoever asked.
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /// A subject or a resource.
  record Entity(@Nullable String type, @Nullable String id) {
    /// The same, with what it does not say taken from another.
    Entity or(@Nullable Entity other) {
      return other == null
          ? this
          : new Entity(type == null ? other.type : type, id == null ? other.id : id);
    }
  }

  /// Which part of what was found is wanted.
  ///
  /// @param token of the answer before; empty for the first page
  /// @param limit null where the question names none
  record Page(String token, @Nullable Integer limit) {}

  /// What was sent, as a JSON object.
  ///
  /// @param type the content type that was named
  /// @throws Malformed if it is none
  static JsonNode read(@Nullable String type, byte[] body) {
    String named = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!named.equals("application/json")) {
      throw new Malformed(
          "Content-Type '%s': expected application/json, as AuthZEN wants it. Send it so."
              .formatted(named));
    }
    try {
      JsonNode read = JSON.readTree(body);
      return object("the body", read.isMissingNode() ? null : read);
    } catch (JsonProcessingException broken) {
      throw new Malformed(
          "the body is no JSON (line %d): expected an object. Correct it."
              .formatted(broken.getLocation() == null ? 1 : broken.getLocation().getLineNr()));
    } catch (IOException broken) {
      throw new Malformed("the body could not be read: expected an object. Send it again.");
    }
  }

  /// The question of an object.
  static AccessQuestion of(JsonNode object) {
    JsonNode action = optional("action", object);
    JsonNode context = optional("context", object);
    return new AccessQuestion(
        entity("subject", object),
        action == null ? null : text("action.name", action.get("name")),
        entity("resource", object),
        context == null ? null : time(text("context.time", context.get("time"))));
  }

  /// The questions of `evaluations`; none where there is no such field.
  static List<JsonNode> several(JsonNode object) {
    JsonNode field = present(object.get("evaluations"));
    if (field == null) {
      return List.of();
    }
    if (!field.isArray()) {
      throw wrong("evaluations", field, "a list of questions");
    }
    List<JsonNode> several = new ArrayList<>();
    field.forEach(several::add);
    return several;
  }

  /// The option that says when to stop among several; empty where none is named.
  static String semantic(JsonNode object) {
    JsonNode options = optional("options", object);
    String named =
        options == null
            ? null
            : text("options.evaluations_semantic", options.get("evaluations_semantic"));
    return named == null ? "" : named;
  }

  static Page page(JsonNode object) {
    JsonNode page = optional("page", object);
    if (page == null) {
      return new Page("", null);
    }
    String token = text("page.token", page.get("token"));
    JsonNode limit = present(page.get("limit"));
    if (limit != null && (!limit.canConvertToInt() || limit.intValue() < 0)) {
      throw wrong("page.limit", limit, "a whole number from 0 on");
    }
    return new Page(token == null ? "" : token, limit == null ? null : limit.intValue());
  }

  /// The same, with what it does not say taken from another.
  AccessQuestion or(AccessQuestion other) {
    return new AccessQuestion(
        subject == null ? other.subject : subject.or(other.subject),
        action == null ? other.action : action,
        resource == null ? other.resource : resource.or(other.resource),
        time == null ? other.time : time);
  }

  private static @Nullable Entity entity(String name, JsonNode object) {
    JsonNode found = optional(name, object);
    return found == null
        ? null
        : new Entity(text(name + ".type", found.get("type")), text(name + ".id", found.get("id")));
  }

  private static @Nullable JsonNode optional(String name, JsonNode object) {
    JsonNode field = present(object.get(name));
    return field == null ? null : object(name, field);
  }

  static JsonNode object(String name, @Nullable JsonNode found) {
    if (found == null || !found.isObject()) {
      throw wrong(name, found, "an object");
    }
    return found;
  }

  private static @Nullable String text(String name, @Nullable JsonNode found) {
    JsonNode field = present(found);
    if (field == null) {
      return null;
    }
    if (!field.isTextual()) {
      throw wrong(name, field, "a string");
    }
    return field.textValue();
  }

  /// The field; null where it is not there, or is null itself.
  private static @Nullable JsonNode present(@Nullable JsonNode field) {
    return field == null || field.isNull() ? null : field;
  }

  private static Malformed wrong(String name, @Nullable JsonNode found, String expected) {
    return new Malformed(
        "%s is %s: expected %s. Correct it."
            .formatted(
                name,
                found == null ? "missing" : found.getNodeType().name().toLowerCase(Locale.ROOT),
                expected));
  }

  private static @Nullable Instant time(@Nullable String time) {
    try {
      return time == null ? null : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException _) {
      throw new Malformed(
          "context.time '%s': expected an instant by RFC 3339. Write e.g. 2026-11-23T08:00:00Z."
              .formatted(time));
    }
  }
}
