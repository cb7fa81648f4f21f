package dev.parallax.formats.scim;

import static dev.parallax.formats.scim.Scim.ada;
import static dev.parallax.formats.scim.Scim.failed;
import static dev.parallax.formats.scim.Scim.json;
import static dev.parallax.formats.scim.Scim.ok;
import static dev.parallax.formats.scim.Scim.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.formats.yaml.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceTest {
  private static final String ADDRESS = "https://parallax.example/scim/v2";

  @Test
  void aPersonIsReadAndWrittenBack() {
    Value.Mapping written = Projection.all(ResourceType.USER).of(ada());

    assertThat(written).isEqualTo(json(Scim.ADA));
    assertThat(ok(Resource.read(ResourceType.USER, written))).isEqualTo(ada());
  }

  @Test
  void namesAreReadInAnyCaseAndWrittenAsTheSchemaHasThem() {
    Resource read =
        user(
            """
            {"USERNAME": "ada", "Active": "TRUE", "Emails": {"Value": "a@x.example"},
             "urn:ietf:params:scim:schemas:extension:ENTERPRISE:2.0:User": {"EmployeeNumber": 7}}
            """);

    assertThat(Projection.all(ResourceType.USER).of(read))
        .isEqualTo(
            json(
                """
                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
                             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
                 "userName": "ada", "active": true, "emails": [{"value": "a@x.example"}],
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
                   {"employeeNumber": "7"}}
                """));
  }

  @Test
  void whatOnlyTheServerSaysIsLeftOut() {
    Resource read =
        user(
            """
            {"userName": "ada", "id": "mine", "meta": {"created": "2026-11-23T10:00:00Z"},
             "groups": [{"value": "1"}], "password": "secret", "shoeSize": 42, "nickName": null,
             "title": "", "emails": []}
            """);

    assertThat(read.attributes().entries()).containsOnlyKeys("userName");
  }

  @Test
  void aPersonWithoutALoginIsRefused() {
    ScimError error = failed(Resource.read(ResourceType.USER, json("{\"displayName\": \"Ada\"}")));

    assertThat(error.type()).isEqualTo(ScimError.Type.INVALID_VALUE);
    assertThat(error.detail()).contains("a User without 'userName'");
  }

  @Test
  void aGroupSentAsAPersonIsRefused() {
    ScimError error =
        failed(
            Resource.read(
                ResourceType.USER,
                json(
                    "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"], \"userName\": \"a\"}")));

    assertThat(error.type()).isEqualTo(ScimError.Type.INVALID_SYNTAX);
  }

  @Test
  void textsThatCannotBeKeptAreRefused() {
    Map<String, Value> nul = Map.of("userName", Value.text("a\0"));
    Map<String, Value> huge = Map.of("userName", Value.text("a".repeat(70_000)));

    for (Map<String, Value> each : List.of(nul, huge)) {
      ScimError error = failed(Resource.read(ResourceType.USER, new Value.Mapping(each)));
      assertThat(error.type()).isEqualTo(ScimError.Type.INVALID_VALUE);
      assertThat(error.detail()).hasSizeLessThan(200);
    }
  }

  @Test
  void deepNestingCostsNoStack() {
    Value deep = Value.text("x");
    for (int i = 0; i < 100_000; i++) {
      deep = new Value.Mapping(Map.of("value", deep));
    }

    assertThat(
            failed(Resource.read(ResourceType.USER, new Value.Mapping(Map.of("userName", deep))))
                .type())
        .isEqualTo(ScimError.Type.INVALID_VALUE);
  }

  @Test
  void anErrorIsWrittenAsTheProtocolHasIt() {
    assertThat(ScimError.taken("userName 'ada' is taken.").message())
        .isEqualTo(
            json(
                """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
                 "scimType": "uniqueness", "detail": "userName 'ada' is taken.", "status": "409"}
                """));
    assertThat(ScimError.notFound(ResourceType.GROUP, "9").message().entries())
        .containsOnlyKeys("schemas", "status", "detail");
  }

  private static List<Resource> people() {
    return List.of(
        user("{\"userName\": \"grace\", \"title\": \"Admiral\"}").with("id", Value.text("2")),
        ada().with("id", Value.text("1")),
        user("{\"userName\": \"Barbara\", \"title\": \"professor\"}").with("id", Value.text("3")));
  }

  private static Value.Mapping asked(Map<String, String> parameters) {
    return ok(ListQuery.read(ResourceType.USER, parameters)).answer(people());
  }

  private static List<String> ids(Value.Mapping answer) {
    return texts(answer, "Resources", "id");
  }

  private static String total(Value.Mapping answer) {
    return texts(answer, "totalResults").getFirst();
  }

  private static List<String> texts(Value from, String... keys) {
    Target way = new Target(List.of(keys), List.of());
    return way.in(from).stream().map(each -> ((Value.Scalar) each).text()).toList();
  }

  @Test
  void aListIsSortedWithoutRegardToCaseAndWhatHasNoValueStandsLast() {
    assertThat(ids(asked(Map.of("sortBy", "userName")))).containsExactly("1", "3", "2");
    assertThat(ids(asked(Map.of("sortBy", "title")))).containsExactly("2", "3", "1");
    assertThat(ids(asked(Map.of("sortBy", "title", "sortOrder", "descending"))))
        .containsExactly("1", "3", "2");
    assertThat(ids(asked(Map.of("sortBy", "emails")))).startsWith("1");
  }

  @Test
  void aListIsPagedFromOne() {
    assertThat(ids(asked(Map.of("startIndex", "2", "count", "1")))).containsExactly("1");
    assertThat(ids(asked(Map.of("startIndex", "-3", "count", "2")))).containsExactly("2", "1");
    assertThat(ids(asked(Map.of("startIndex", "9")))).isEmpty();
    assertThat(ids(asked(Map.of("count", "-1")))).isEmpty();
    Value.Mapping filtered = asked(Map.of("filter", "title pr", "count", "0"));
    assertThat(ids(filtered)).isEmpty();
    assertThat(total(filtered)).isEqualTo("2");
  }

  @Test
  void whatIsNoNumberOrHasNoOrderIsRefused() {
    assertThat(failed(ListQuery.read(ResourceType.USER, Map.of("count", "many"))).type())
        .isEqualTo(ScimError.Type.INVALID_VALUE);
    assertThat(failed(ListQuery.read(ResourceType.USER, Map.of("sortBy", "name"))).type())
        .isEqualTo(ScimError.Type.INVALID_PATH);
    assertThat(failed(ListQuery.read(ResourceType.USER, Map.of("filter", "x pr"))).type())
        .isEqualTo(ScimError.Type.INVALID_FILTER);
  }

  private static Map<String, Value> shown(String attributes, String excluded) {
    return Projection.of(ResourceType.USER, attributes, excluded)
        .of(ada().with("id", Value.text("1")))
        .entries();
  }

  @Test
  void attributesAreAnsweredAsAskedForAndTheIdAlways() {
    assertThat(shown("userName", "")).containsOnlyKeys("schemas", "userName", "id");
    assertThat(shown("name.givenName, emails.value", ""))
        .containsEntry("name", json("{\"givenName\": \"Ada\"}"))
        .containsEntry(
            "emails",
            json("[{\"value\": \"ada@shop.example\"}, {\"value\": \"ada@home.example\"}]"));
    assertThat(shown("", "emails,name.givenName,id"))
        .doesNotContainKey("emails")
        .containsKey("id")
        .containsEntry("name", json("{\"familyName\": \"Lovelace\"}"));
    assertThat(shown("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", ""))
        .containsEntry(
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            json("{\"manager\": {\"value\": \"7\"}}"));
    assertThat(shown("nothing", "nobody")).hasSameSizeAs(shown("", ""));
  }

  @Test
  void theServerDescribesItself() {
    Map<String, Value> config = Discovery.serviceProviderConfig(ADDRESS).entries();
    assertThat(config)
        .containsEntry("patch", json("{\"supported\": true}"))
        .containsEntry("filter", json("{\"supported\": true, \"maxResults\": 1000}"))
        .containsKeys("bulk", "sort", "etag", "changePassword", "authenticationSchemes", "meta");

    List<Value> schemas = Discovery.schemas(ADDRESS);
    assertThat(schemas).hasSize(3);
    assertThat(Discovery.withId(schemas, "URN:ietf:params:scim:schemas:core:2.0:user")).isPresent();
    assertThat(Discovery.withId(schemas, "urn:else")).isEmpty();
    assertThat(Discovery.resourceTypes(ADDRESS)).hasSize(2);
    assertThat(total(Discovery.list(schemas))).isEqualTo("3");
  }

  @Test
  void everyAttributeThatTheSchemasDescribeCanBeNamed() {
    for (ResourceType type : ResourceType.values()) {
      Map<String, Integer> seen = new HashMap<>();
      for (String path : type.paths()) {
        assertThat(type.target(path)).as(path).isPresent().get().hasToString(path);
        seen.merge(path, 1, Integer::sum);
      }
      assertThat(seen.values()).containsOnly(1);
    }
    assertThatThrownBy(() -> ada().values("shoeSize")).hasMessageContaining("'shoeSize'");
  }
}
