package dev.parallax.formats.scim;

import static dev.parallax.formats.scim.Scim.ada;
import static dev.parallax.formats.scim.Scim.failed;
import static dev.parallax.formats.scim.Scim.group;
import static dev.parallax.formats.scim.Scim.json;
import static dev.parallax.formats.scim.Scim.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PatchTest {
  private static final String DEPARTMENT =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
  private static final String MANAGER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

  private static Outcome<Resource> patched(Resource resource, String... operations) {
    return resource.patched(
        json(
            """
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [%s]}
            """
                .formatted(String.join(",", operations))));
  }

  private static Resource after(String... operations) {
    return ok(patched(ada(), operations));
  }

  /// An operation, a path, and the texts there afterwards.
  private record Case(String operation, String path, List<String> texts) {}

  private static Case of(String operation, String path, String... texts) {
    return new Case(operation, path, List.of(texts));
  }

  @TestFactory
  List<DynamicTest> anOperationLeaves() {
    return table(
        of("{'op':'replace','path':'displayName','value':'A. L.'}", "displayName", "A. L."),
        of("{'op':'add','path':'title','value':'Countess'}", "title", "Countess"),
        of("{'op':'remove','path':'displayName'}", "displayName"),
        of("{'op':'remove','path':'title'}", "title"),
        of("{'op':'replace','path':'displayName','value':null}", "displayName"),
        of("{'op':'replace','path':'name.givenName','value':'A.'}", "name.givenName", "A."),
        of("{'op':'replace','path':'name.givenName','value':'A.'}", "name.familyName", "Lovelace"),
        of(
            "{'op':'replace','path':'name','value':{'givenName':'A.'}}",
            "name.familyName",
            "Lovelace"),
        of("{'op':'replace','path':'name','value':{'givenName':null}}", "name.givenName"),
        of("{'op':'remove','path':'name'}", "name.familyName"),
        of(
            "{'op':'add','path':'emails','value':[{'value':'c@x.example'}]}",
            "emails.value",
            "ada@shop.example",
            "ada@home.example",
            "c@x.example"),
        of(
            "{'op':'add','path':'emails','value':{'value':'c@x.example','primary':true}}",
            "emails.primary",
            "true"),
        of(
            "{'op':'add','path':'emails','value':[{'value':'ada@home.example','type':'home'}]}",
            "emails.value",
            "ada@shop.example",
            "ada@home.example"),
        of(
            "{'op':'replace','path':'emails','value':[{'value':'c@x.example'}]}",
            "emails.value",
            "c@x.example"),
        of("{'op':'remove','path':'emails'}", "emails.value"),
        of(
            "{'op':'remove','path':'emails[type eq \\'home\\']'}",
            "emails.value",
            "ada@shop.example"),
        of("{'op':'remove','path':'emails[type eq \\'fax\\']'}", "emails.type", "work", "home"),
        of(
            "{'op':'replace','path':'emails[type eq \\'work\\'].value','value':'new@x.example'}",
            "emails.value",
            "new@x.example",
            "ada@home.example"),
        of(
            "{'op':'replace','path':'emails[type eq \\'home\\'].primary','value':true}",
            "emails.primary",
            "true"),
        of(
            "{'op':'replace','path':'emails[type eq \\'work\\']','value':{'value':'n@x.example'}}",
            "emails.type",
            "home"),
        of("{'op':'remove','path':'emails[type eq \\'work\\'].primary'}", "emails.primary"),
        of("{'op':'remove','path':'emails.type'}", "emails.type"),
        of(
            "{'op':'replace','path':'emails.type','value':'other'}",
            "emails.type",
            "other",
            "other"),
        of("{'op':'replace','path':'" + DEPARTMENT + "','value':'Looms'}", DEPARTMENT, "Looms"),
        of("{'op':'replace','path':'" + MANAGER + ".value','value':'9'}", MANAGER + ".value", "9"),
        of("{'op':'remove','path':'" + MANAGER + "'}", MANAGER + ".value"),
        of(
            "{'op':'remove','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'}",
            DEPARTMENT),
        of("{'op':'add','value':{'title':'Countess','nickName':'A'}}", "title", "Countess"));
  }

  @TestFactory
  List<DynamicTest> whatClientsOfTheFieldSendIsTakenAsMeant() {
    return table(
        // Entra ID
        of("{'op':'Replace','path':'active','value':'False'}", "active", "false"),
        of(
            "{'op':'Add','path':'active','value':[{'$ref':null,'value':'False'}]}",
            "active",
            "false"),
        of(
            "{'op':'Add','path':'emails[type eq \\'other\\'].value','value':'o@x.example'}",
            "emails.type",
            "work",
            "home",
            "other"),
        of("{'op':'Add','path':'" + MANAGER + "','value':'9'}", MANAGER + ".value", "9"),
        of(
            "{'op':'Replace','path':'" + MANAGER + "','value':[{'$ref':'…/9','value':'9'}]}",
            MANAGER + ".value",
            "9"),
        of(
            "{'op':'Replace','value':{'displayName':'A. L.','name.givenName':'A.'}}",
            "name.givenName",
            "A."),
        of("{'op':'replace','value':{'" + DEPARTMENT + "':'Looms'}}", DEPARTMENT, "Looms"),
        of(
            "{'op':'replace','value':{'emails[type eq \\'work\\'].value':'w@x.example'}}",
            "emails.value",
            "w@x.example",
            "ada@home.example"),
        of("{'op':'Add','path':'title','value':''}", "title"),
        // Okta
        of("{'op':'replace','value':{'active':false}}", "active", "false"),
        of(
            "{'op':'replace','value':{'id':'1','displayName':'A. L.','meta':{}}}",
            "displayName",
            "A. L."),
        of("{'op':'replace','value':{'password':'secret','title':'C'}}", "title", "C"),
        of(
            "{'op':'replace','value':{'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':"
                + "{'department':'Looms','unknown':1}}}",
            DEPARTMENT,
            "Looms"));
  }

  private static List<DynamicTest> table(Case... cases) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Case each : cases) {
      String operation = each.operation().replace("\\'", "\\\"").replace('\'', '"');
      tests.add(
          DynamicTest.dynamicTest(
              operation,
              () -> assertThat(after(operation).texts(each.path())).isEqualTo(each.texts())));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> whatCannotBeDoneIsRefusedByItsKeyword() {
    String[][] cases = {
      {"{'op':'remove'}", "NO_TARGET"},
      {"{'op':'replace','path':'emails[type eq \\'fax\\'].value','value':'x'}", "NO_TARGET"},
      {
        "{'op':'add','path':'emails[type ne \\'work\\' and type ne \\'home\\'].value','value':'x'}",
        "NO_TARGET"
      },
      {"{'op':'replace','path':'id','value':'2'}", "MUTABILITY"},
      {"{'op':'add','path':'groups','value':[{'value':'1'}]}", "MUTABILITY"},
      {"{'op':'replace','path':'meta.created','value':'2026-11-23T10:00:00Z'}", "MUTABILITY"},
      {"{'op':'remove','path':'userName'}", "MUTABILITY"},
      {"{'op':'replace','path':'shoeSize','value':'42'}", "INVALID_PATH"},
      {"{'op':'replace','path':'displayName[value eq \\'a\\']','value':'42'}", "INVALID_PATH"},
      {"{'op':'replace','path':'emails[type eq \\'work\\']value','value':'42'}", "INVALID_PATH"},
      {"{'op':'replace','path':'emails[type eq \\'work\\'].age','value':'42'}", "INVALID_PATH"},
      {"{'op':'replace','path':'emails[type eq','value':'42'}", "INVALID_FILTER"},
      {"{'op':'replace','path':'active','value':'perhaps'}", "INVALID_VALUE"},
      {"{'op':'replace','path':'title','value':['a','b']}", "INVALID_VALUE"},
      {"{'op':'replace','path':'name','value':'Ada'}", "INVALID_VALUE"},
      {"{'op':'replace','path':'title'}", "INVALID_VALUE"},
      {"{'op':'replace','value':'x'}", "INVALID_VALUE"},
      {
        "{'op':'add','path':'emails','value':[{'value':'a','primary':true},{'value':'b','primary':true}]}",
        "INVALID_VALUE"
      },
      {"{'op':'move','path':'title'}", "INVALID_SYNTAX"},
      {"7", "INVALID_SYNTAX"}
    };
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] each : cases) {
      String operation = each[0].replace("\\'", "\\\"").replace('\'', '"');
      tests.add(
          DynamicTest.dynamicTest(
              operation,
              () -> {
                ScimError error = failed(patched(ada(), operation));
                assertThat(error.status()).isEqualTo(400);
                assertThat(error.type()).as(error.detail()).hasToString(each[1]);
              }));
    }
    return tests;
  }

  @Test
  void operationsAreAppliedInTheirOrderAllOrNone() {
    assertThat(
            after(
                    "{\"op\":\"add\",\"path\":\"title\",\"value\":\"One\"}",
                    "{\"op\":\"replace\",\"path\":\"title\",\"value\":\"Two\"}")
                .text("title"))
        .contains("Two");
    assertThat(
            failed(
                patched(
                    ada(),
                    "{\"op\":\"add\",\"path\":\"title\",\"value\":\"One\"}",
                    "{\"op\":\"replace\",\"path\":\"id\",\"value\":\"2\"}")))
        .extracting(ScimError::type)
        .isEqualTo(ScimError.Type.MUTABILITY);
  }

  @Test
  void aNewPrimaryTakesTheOldOnesPlace() {
    Resource after =
        after("{\"op\":\"add\",\"path\":\"emails\",\"value\":{\"value\":\"c\",\"primary\":true}}");

    assertThat(
            ok(Filter.read(ResourceType.USER, "emails[value eq \"c\" and primary eq true]"))
                .matches(after.attributes()))
        .isTrue();
    assertThat(after.texts("emails.primary")).containsExactly("true");
  }

  @Test
  void membersComeAndGoByTheirIdInEveryDialect() {
    Resource group =
        group(
            "{\"displayName\":\"sre\",\"members\":[{\"value\":\"1\"},{\"value\":\"2\"},{\"value\":\"3\"}]}");

    Resource after =
        ok(
            patched(
                group,
                "{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"4\"},{\"value\":\"1\",\"type\":\"User\"}]}",
                "{\"op\":\"remove\",\"path\":\"members[value eq \\\"2\\\"]\"}",
                "{\"op\":\"Remove\",\"path\":\"members\",\"value\":[{\"value\":\"3\"},{\"value\":\"99\"}]}"));

    assertThat(after.texts("members.value")).containsExactly("1", "4");
    assertThat(ok(patched(after, "{\"op\":\"remove\",\"path\":\"members\"}")).values("members"))
        .isEmpty();
    assertThat(
            failed(
                patched(
                    after,
                    "{\"op\":\"replace\",\"path\":\"members[value eq \\\"1\\\"].value\",\"value\":\"7\"}")))
        .extracting(ScimError::type)
        .isEqualTo(ScimError.Type.MUTABILITY);
  }

  @Test
  void aHostileRequestIsRefused() {
    assertThat(failed(ada().patched(json("{\"Operations\": []}"))).type())
        .isEqualTo(ScimError.Type.INVALID_SYNTAX);
    assertThat(failed(ada().patched(json("[1]"))).type()).isEqualTo(ScimError.Type.INVALID_SYNTAX);
    assertThat(
            failed(
                    patched(
                        ada(),
                        "{\"op\":\"remove\",\"path\":\"%s\"}".formatted("a.".repeat(100_000))))
                .detail())
        .hasSizeLessThan(300);
    assertThat(
            failed(
                    patched(
                        ada(),
                        "{\"op\":\"remove\",\"path\":\"emails[%s\"}".formatted("(".repeat(8_000))))
                .type())
        .isEqualTo(ScimError.Type.INVALID_FILTER);
    String[] many = new String[2_001];
    Arrays.fill(many, "{\"op\":\"remove\",\"path\":\"title\"}");
    assertThat(failed(patched(ada(), many)).detail()).startsWith("2,001 operations");
  }
}
