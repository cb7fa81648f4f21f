package dev.parallax.formats.scim;

import static dev.parallax.formats.scim.Scim.ada;
import static dev.parallax.formats.scim.Scim.failed;
import static dev.parallax.formats.scim.Scim.json;
import static dev.parallax.formats.scim.Scim.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
  private static final Resource ADA =
      ada()
          .with("id", Value.text("1"))
          .with(
              "meta",
              json(
                  "{resourceType: User, lastModified: '2026-11-23T10:00:00Z', version: 'W/\"3\"'}"));

  private static boolean matches(String filter) {
    return ok(Filter.read(ResourceType.USER, filter)).matches(ADA.attributes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName eq \"ada\"",
        "USERNAME Eq \"ADA\"",
        "urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"ada\"",
        "URN:ietf:params:scim:schemas:core:2.0:USER:userName sw \"A\"",
        "externalId eq \"Ada-1\"",
        "name.familyName co \"LOVE\"",
        "name.familyName ew \"ace\"",
        "userName ne \"grace\"",
        "userName gt \"aba\" and userName ge \"ada\" and userName lt \"b\" and userName le \"ada\"",
        "active eq true",
        "active eq \"True\"",
        "active ne false",
        "title eq null",
        "not (title pr)",
        "title ne \"Countess\"",
        "emails co \"@home\"",
        "emails.value eq \"ada@shop.example\"",
        "emails.type eq \"home\" and emails.primary eq true",
        "emails[type eq \"work\" and value co \"@shop\"]",
        "emails[type eq \"work\"].value eq \"ada@shop.example\"",
        "emails[type eq \"work\"].value pr",
        "emails[not (type eq \"work\") and value pr]",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"engines\"",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq \"7\"",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq \"7\"",
        "meta.lastModified gt \"2026-11-23T10:30:00+01:00\"",
        "meta.lastModified le \"2026-11-23T10:00:00Z\"",
        "meta.resourceType eq \"User\"",
        "(((userName eq \"ada\")))",
        "  userName  pr  ",
        "userName eq \"no\" or userName eq \"\\u0061da\"",
        "userName eq 7 or userName pr"
      })
  void theFilterHolds(String filter) {
    assertThat(matches(filter)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName eq \"grace\"",
        "externalId eq \"ada-1\"",
        "userName eq null",
        "userName ne \"ADA\"",
        "active eq false",
        "title pr",
        "title co \"a\"",
        "title gt \"a\"",
        "not (userName eq \"ada\")",
        "NOT (userName pr or title pr)",
        "emails[type eq \"home\" and primary eq true]",
        "emails[type eq \"home\"].value eq \"ada@shop.example\"",
        "emails[type eq \"other\"]",
        "meta.lastModified gt \"2026-11-23T10:00:00Z\""
      })
  void theFilterDoesNotHold(String filter) {
    assertThat(matches(filter)).isFalse();
  }

  @Test
  void andBindsCloserThanOr() {
    assertThat(matches("userName pr or title pr and title pr")).isTrue();
    assertThat(matches("(userName pr or title pr) and title pr")).isFalse();
    assertThat(matches("not (title pr) and userName pr")).isTrue();
  }

  @TestFactory
  List<DynamicTest> whatIsNoFilterIsRefusedWithItsPlace() {
    String[][] cases = {
      {"", "the end at character 1"},
      {"userName", "the end at character 9: expected one of eq"},
      {"userName eq", "the end at character 12: expected a text in double quotes"},
      {"userName eq ada", "'ada' at character 13"},
      {"userName eq \"ada", "without its closing quote"},
      {"userName eq \"a\\x\"", "the escape '\\x'"},
      {"userName eq \"a\\u12\"", "the escape '\\u12\"'"},
      {"userName is \"ada\"", "'is \"ada\"' at character 10"},
      {"userNam eq \"ada\"", "Did you mean 'userName'?"},
      {"password pr", "'password': expected an attribute of the schemas"},
      {"userName pr userName pr", "expected 'and', 'or' or the end"},
      {"(userName pr", "the end at character 13: expected ')'"},
      {"emails[type pr", "the end at character 15: expected ']'"},
      {"emails[userName pr]", "'userName': expected an attribute"},
      {"userName[value pr]", "before a bracket"},
      {"name eq \"Ada\"", "'name' compared as a whole"},
      {"active gt true", "a comparison that a boolean allows"},
      {"active eq \"maybe\"", "a comparison that a boolean allows"},
      {"userName eq true", "a comparison that a string allows"},
      {"meta.created gt \"yesterday\"", "a comparison that a dateTime allows"},
      {"not userName pr", "'not'"},
      {"and userName pr", "'and'"}
    };
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] each : cases) {
      tests.add(
          DynamicTest.dynamicTest(
              "filter: " + each[0],
              () -> {
                ScimError error = failed(Filter.read(ResourceType.USER, each[0]));
                assertThat(error.status()).isEqualTo(400);
                assertThat(error.type()).isEqualTo(ScimError.Type.INVALID_FILTER);
                assertThat(error.detail()).contains(each[1]);
              }));
    }
    return tests;
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "not (", "emails[", "((((((((not ("})
  void depthIsBounded(String opening) {
    assertThat(failed(Filter.read(ResourceType.USER, opening.repeat(8192 / opening.length()))))
        .extracting(ScimError::type)
        .isEqualTo(ScimError.Type.INVALID_FILTER);
  }

  @Test
  void lengthAndNumberOfConditionsAreBounded() {
    assertThat(failed(Filter.read(ResourceType.USER, "x".repeat(8193))).detail())
        .contains("8,193 characters");
    assertThat(failed(Filter.read(ResourceType.USER, "userName pr and ".repeat(300))).detail())
        .contains("more than 200 conditions");
    assertThat(matches("(".repeat(32) + "userName pr" + ")".repeat(32))).isTrue();
  }

  @Test
  void noTextMakesTheReaderFailOtherwiseThanByRefusing() {
    String[] words = {
      "userName",
      " eq ",
      " and ",
      " or ",
      "not ",
      "(",
      ")",
      "[",
      "]",
      "\"",
      "\\",
      "\\u",
      ".",
      "emails",
      " pr",
      "true",
      "null",
      "-",
      "1e",
      ":",
      "urn:ietf:params:scim:schemas:core:2.0:User"
    };
    Random random = new Random(20261123);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        text.append(words[random.nextInt(words.length)]);
      }
      assertThat(Filter.read(ResourceType.USER, text.toString())).as(text.toString()).isNotNull();
    }
  }

  @Test
  void anEqualityCanBeLookedUp() {
    assertThat(
            ok(Filter.read(ResourceType.USER, "userName eq \"ada\" and active eq true"))
                .equality("userName"))
        .contains("ada");
    assertThat(
            ok(Filter.read(ResourceType.USER, "userName eq \"ada\" or active eq true"))
                .equality("userName"))
        .isEmpty();
    assertThat(ok(Filter.read(ResourceType.USER, "not (userName eq \"ada\")")).equality("userName"))
        .isEmpty();
  }
}
