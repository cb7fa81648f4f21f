package dev.parallax.server.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.scim.Resource;
import dev.parallax.formats.scim.ResourceType;
import dev.parallax.formats.yaml.Value;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemberTest {
  @Test
  void mailGoesToThePrimaryAddressElseToThatOfWorkElseToTheFirst() {
    assertThat(member(mail("a@x.org", "home", false), mail("b@x.org", "work", false)).mail())
        .contains("b@x.org");
    assertThat(member(mail("a@x.org", "home", true), mail("b@x.org", "work", false)).mail())
        .contains("a@x.org");
    assertThat(member(mail("a@x.org", "home", false), mail("b@x.org", "other", false)).mail())
        .contains("a@x.org");
    assertThat(member().mail()).isEmpty();
  }

  @Test
  void whatCouldWriteIntoTheHeadOfALetterIsNoAddress() {
    for (String sent :
        List.of(
            "a@x.org\r\nBcc: all@x.org",
            "a@x.org, b@x.org",
            "<a@x.org>",
            "a b@x.org",
            "\"a\"@x.org",
            "a@x.org\u0000",
            "a",
            "@x.org")) {
      assertThat(member(mail(sent, "work", true)).mail()).as(sent).isEmpty();
    }
  }

  private static Value.Mapping mail(String address, String type, boolean primary) {
    return new Value.Mapping.Builder()
        .put("value", Value.text(address))
        .put("type", Value.text(type))
        .put("primary", new Value.Scalar(Value.Kind.FLAG, Boolean.toString(primary)))
        .build();
  }

  private static Member member(Value.Mapping... mails) {
    Value.Mapping attributes =
        new Value.Mapping.Builder()
            .put("userName", Value.text("ana"))
            .put("emails", new Value.Sequence(Stream.of(mails).<Value>map(each -> each).toList()))
            .build();
    return new Member(
        new UUID(1, 2),
        "ana",
        new Resource(ResourceType.USER, attributes),
        1,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
