package dev.parallax.server.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import dev.parallax.server.notices.Letters.Letter;
import dev.parallax.server.notices.News.Recipient;
import dev.parallax.server.notices.News.Subject;
import dev.parallax.server.notices.News.Urgency;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LettersTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final Letters LETTERS =
      new Letters("https://parallax.example", ZoneId.of("Europe/Berlin"), false);

  static News news(String sentence, Recipient... to) {
    return new News(
        "decision/17/asked",
        AT,
        new Subject("Agree on SLO", new ServiceId("checkout")),
        sentence,
        true,
        "/decisions/17",
        List.of(to));
  }

  static Recipient to(String person, Capability first, Capability... more) {
    return new Recipient(
        new PersonRef(person),
        EnumSet.of(first, more),
        "service owner of Checkout, assigned.",
        Urgency.NOW);
  }

  @Test
  void aLetterNamesTheReadersPartFirst() {
    News news = news("Ana proposes 99.5 % instead of 99.9 %.", to("ben", Capability.CONSULT));

    Letter letter = LETTERS.letter(news, news.recipients().getFirst(), "Checkout");

    assertThat(letter.subject()).isEqualTo("You are asked (C): Agree on SLO, Checkout");
    assertThat(letter.body())
        .startsWith("You are asked (C): Agree on SLO, Checkout.\n\nAna proposes")
        .contains("https://parallax.example/decisions/17")
        .contains("Why you: service owner of Checkout, assigned.");
  }

  @Test
  void whoSitsInTwoSeatsReadsBothInOneLetter() {
    News news = news("Asked.", to("ben", Capability.ANSWER, Capability.CONSULT));

    Letter letter = LETTERS.letter(news, news.recipients().getFirst(), "Checkout");

    assertThat(letter.subject())
        .isEqualTo("You decide (A) and are asked (C): Agree on SLO, Checkout");
  }

  @Test
  void aSubjectStaysOneLineWhateverIsInIt() {
    News news = news("Asked.", to("ben", Capability.CONSULT));

    Letter letter =
        LETTERS.letter(news, news.recipients().getFirst(), "Checkout\r\nBcc: all@example.org");

    assertThat(letter.subject()).doesNotContain("\r").doesNotContain("\n");
  }

  @Test
  void aSampleSaysThatItIsOne() {
    Letters sample = new Letters("http://127.0.0.1", ZoneId.of("UTC"), true);
    News news = news("Asked.", to("ben", Capability.CONSULT));

    assertThat(sample.letter(news, news.recipients().getFirst(), "").body())
        .contains("This organisation is a sample");
  }

  @Test
  void aDigestHasOneLineForEachEvent() {
    List<NoticeStore.Noticed> noticed =
        List.of(noticed(1, "Agreed on 99.5 %."), noticed(2, "Rejected 99.99 %."));

    Letter digest = LETTERS.digest(noticed, AT, Map.of("checkout", "Checkout"));

    assertThat(digest.subject())
        .isEqualTo("For your information: Two things, until 20 November 2026");
    assertThat(Arrays.stream(digest.body().split("\n")).filter(line -> line.startsWith("- ")))
        .containsExactly(
            "- Agree on SLO, Checkout: Agreed on 99.5 %. https://parallax.example/decisions/1",
            "- Agree on SLO, Checkout: Rejected 99.99 %. https://parallax.example/decisions/2");
  }

  private static NoticeStore.Noticed noticed(long id, String sentence) {
    return new NoticeStore.Noticed(
        id,
        "decision/%d/decided".formatted(id),
        new PersonRef("eve"),
        List.of("INFORM"),
        "Agree on SLO",
        "checkout",
        sentence,
        "executive",
        "/decisions/" + id,
        Urgency.DIGEST,
        AT);
  }

  @Test
  void aRoomHearsWhoDecidesAndWhoIsAskedAndNotWhoIsOnlyInformed() {
    News news =
        news(
            "Ana proposes.",
            to("cem", Capability.ANSWER),
            to("ben", Capability.CONSULT),
            to("eve", Capability.INFORM));

    String text = LETTERS.room(news, "Checkout", Map.of("cem", "Cem Ak", "ben", "Ben Ruf"));

    assertThat(text)
        .isEqualTo(
            "Agree on SLO, Checkout: Ana proposes. Decides (A): Cem Ak. Asked (C): Ben Ruf.");
  }

  @Test
  void newsThatNameSomebodyTwiceAreRefused() {
    assertThatThrownBy(
            () -> news("Asked.", to("ben", Capability.ANSWER), to("ben", Capability.CONSULT)))
        .hasMessageContaining("twice");
  }

  @Test
  void whereNothingIsAskedTheMailSaysSoAndNotThatSomethingIs() {
    News asked = news("Agreed: target 99.9 % instead of 99 %.");
    News told =
        new News(
            asked.event(), AT, asked.subject(), asked.sentence(), false, asked.link(), List.of());

    Letters.Letter letter = LETTERS.letter(told, to("dora", Capability.CONSULT), "Checkout");

    assertThat(letter.subject()).isEqualTo("For your information: Agree on SLO, Checkout");
    assertThat(letter.body())
        .startsWith("For your information: Agree on SLO, Checkout.")
        .contains("Why you: ")
        .doesNotContain("You are asked");
  }

  @Test
  void aLinkToElsewhereIsRefused() {
    assertThatThrownBy(
            () ->
                new News(
                    "e",
                    AT,
                    new Subject("Agree on SLO", null),
                    "Asked.",
                    true,
                    "//elsewhere.example",
                    List.of()))
        .hasMessageContaining("expected a path here");
  }
}
