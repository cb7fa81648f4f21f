package dev.parallax.formats.scim;

import dev.parallax.formats.scim.Attribute.Trait;
import dev.parallax.formats.yaml.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a client may ask the server about itself.
///
/// Source: RFC 7643, sections 5 to 7.
public final class Discovery {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

  private Discovery() {}

  /// What the server can do.
  ///
  /// @param address of the server, such as `https://parallax.example/scim/v2`
  public static Value.Mapping serviceProviderConfig(String address) {
    return new Value.Mapping.Builder()
        .put("schemas", texts(CORE + "ServiceProviderConfig"))
        .put("patch", supported(true))
        .put("bulk", feature(false, "maxOperations", 0, "maxPayloadSize", 0))
        .put("filter", feature(true, "maxResults", ListQuery.MOST))
        .put("changePassword", supported(false))
        .put("sort", supported(true))
        .put("etag", supported(true))
        .put(
            "authenticationSchemes",
            new Value.Sequence(
                List.of(
                    new Value.Mapping.Builder()
                        .put("type", Value.text("oauthbearertoken"))
                        .put("name", Value.text("Bearer token"))
                        .put("description", Value.text("A token of Parallax with the scope scim."))
                        .put("primary", Value.flag(true))
                        .build())))
        .put("meta", meta("ServiceProviderConfig", address + "/ServiceProviderConfig"))
        .build();
  }

  /// The kinds of resources.
  public static List<Value> resourceTypes(String address) {
    return Stream.of(ResourceType.values())
        .<Value>map(type -> resourceType(type, address))
        .toList();
  }

  private static Value resourceType(ResourceType type, String address) {
    return new Value.Mapping.Builder()
        .put("schemas", texts(CORE + "ResourceType"))
        .put("id", Value.text(type.word()))
        .put("name", Value.text(type.word()))
        .put("description", Value.text(type.schema().description()))
        .put("endpoint", Value.text(type.endpoint()))
        .put("schema", Value.text(type.schema().urn()))
        .put(
            "schemaExtensions",
            new Value.Sequence(
                type.extensions().stream()
                    .<Value>map(
                        each ->
                            new Value.Mapping.Builder()
                                .put("schema", Value.text(each.urn()))
                                .put("required", Value.flag(false))
                                .build())
                    .toList()))
        .put("meta", meta("ResourceType", address + "/ResourceTypes/" + type.word()))
        .build();
  }

  /// The schemas.
  public static List<Value> schemas(String address) {
    return Stream.of(Schema.USER, Schema.ENTERPRISE, Schema.GROUP)
        .<Value>map(
            schema ->
                new Value.Mapping.Builder()
                    .put("schemas", texts(CORE + "Schema"))
                    .put("id", Value.text(schema.urn()))
                    .put("name", Value.text(schema.name()))
                    .put("description", Value.text(schema.description()))
                    .put("attributes", attributes(schema.attributes()))
                    .put("meta", meta("Schema", address + "/Schemas/" + schema.urn()))
                    .build())
        .toList();
  }

  /// The one of them that has this id, in any case.
  public static Optional<Value> withId(List<Value> among, String id) {
    return among.stream()
        .filter(
            each ->
                each instanceof Value.Mapping(var entries)
                    && entries.get("id") instanceof Value.Scalar(_, String text)
                    && text.equalsIgnoreCase(id))
        .findFirst();
  }

  /// All of them, as a list is answered.
  public static Value.Mapping list(List<Value> all) {
    return new Value.Mapping.Builder()
        .put("schemas", texts(ListQuery.URN))
        .put("totalResults", ListQuery.number(all.size()))
        .put("startIndex", ListQuery.number(1))
        .put("itemsPerPage", ListQuery.number(all.size()))
        .put("Resources", new Value.Sequence(all))
        .build();
  }

  private static Value attributes(List<Attribute> attributes) {
    return new Value.Sequence(attributes.stream().<Value>map(Discovery::attribute).toList());
  }

  private static Value.Mapping attribute(Attribute attribute) {
    Value.Mapping.Builder described =
        new Value.Mapping.Builder()
            .put("name", Value.text(attribute.name()))
            .put("type", Value.text(attribute.type().word()))
            .put("multiValued", Value.flag(attribute.many()))
            .put("description", Value.text(attribute.description()))
            .put("required", Value.flag(attribute.is(Trait.REQUIRED)))
            .put("caseExact", Value.flag(attribute.is(Trait.CASE_EXACT)))
            .put("mutability", Value.text(mutability(attribute)))
            .put("returned", Value.text(attribute.is(Trait.ALWAYS) ? "always" : "default"))
            .put("uniqueness", Value.text(attribute.is(Trait.UNIQUE) ? "server" : "none"));
    if (!attribute.refers().isEmpty()) {
      described.put("referenceTypes", texts(attribute.refers().toArray(String[]::new)));
    }
    if (attribute.complex()) {
      described.put("subAttributes", attributes(attribute.parts()));
    }
    return described.build();
  }

  private static String mutability(Attribute attribute) {
    return attribute.is(Trait.READ_ONLY)
        ? "readOnly"
        : attribute.is(Trait.IMMUTABLE) ? "immutable" : "readWrite";
  }

  private static Value meta(String type, String location) {
    return new Value.Mapping.Builder()
        .put("resourceType", Value.text(type))
        .put("location", Value.text(location))
        .build();
  }

  private static Value supported(boolean supported) {
    return new Value.Mapping.Builder().put("supported", Value.flag(supported)).build();
  }

  private static Value feature(boolean supported, Object... limits) {
    Value.Mapping.Builder feature =
        new Value.Mapping.Builder().put("supported", Value.flag(supported));
    for (int i = 0; i < limits.length; i += 2) {
      feature.put((String) limits[i], ListQuery.number((Integer) limits[i + 1]));
    }
    return feature.build();
  }

  private static Value texts(String... texts) {
    return new Value.Sequence(Stream.of(texts).map(Value::text).toList());
  }
}
