package dev.parallax.server.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.notices.Channel.Kind;
import dev.parallax.server.notices.NoticeStore.Stuck;
import dev.parallax.server.notices.NoticeStore.Traffic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void saysFirstWhatDidNotArrive() {
    assertThat(sentence(Set.of(Kind.MAIL), new Traffic(Kind.MAIL, 1, 2, 40), stuck(AT, null)))
        .isEqualTo("Two messages could not be delivered; one other is tried again.");
    assertThat(sentence(Set.of(Kind.MAIL), new Traffic(Kind.MAIL, 1, 0, 40), stuck(AT, null)))
        .isEqualTo("One message has not arrived yet and is tried again.");
    assertThat(sentence(Set.of(Kind.MAIL), new Traffic(Kind.MAIL, 0, 0, 40)))
        .isEqualTo("Every message arrived: 40 in the last seven days.");
    assertThat(sentence(Set.of(Kind.MAIL), new Traffic(Kind.MAIL, 0, 0, 0)))
        .isEqualTo("Nothing had to be delivered in the last seven days.");
    assertThat(Deliveries.of(Set.of(), List.of(), List.of(), ZoneOffset.UTC).sentence())
        .startsWith("No message leaves Parallax");
  }

  @Test
  void saysOfEachWhyItDidNotArriveAndWhenItIsTriedAgain() {
    Deliveries shown =
        Deliveries.of(
            Set.of(Kind.MAIL),
            List.of(new Traffic(Kind.MAIL, 1, 1, 0)),
            List.of(stuck(null, AT), stuck(AT, null)),
            ZoneOffset.ofHours(1));

    assertThat(shown.stuck())
        .extracting(Deliveries.Row::next)
        .containsExactly("given up on Mon 23 Nov, 11:00", "Mon 23 Nov, 11:00");
    assertThat(shown.stuck().getFirst())
        .extracting(Deliveries.Row::to, Deliveries.Row::tries, Deliveries.Row::problem)
        .containsExactly("ana@example.org", "three tries", "no answer");
  }

  @Test
  void aChannelThatWasTakenAwayIsNamedWithWhatWaitsForIt() {
    Deliveries shown =
        Deliveries.of(
            Set.of(Kind.SLACK),
            List.of(new Traffic(Kind.MAIL, 1, 0, 0)),
            List.of(stuck(AT, null)),
            ZoneOffset.UTC);

    assertThat(shown.ways()).extracting(Deliveries.Way::open).containsExactly(false, true);
    assertThat(shown.stuck().getFirst().next()).contains("until the channel is set up again");
  }

  private static String sentence(Set<Kind> open, Traffic traffic, Stuck... stuck) {
    return Deliveries.of(open, List.of(traffic), List.of(stuck), ZoneOffset.UTC).sentence();
  }

  private static Stuck stuck(@Nullable Instant due, @Nullable Instant ended) {
    Message message =
        new Message(UUID.randomUUID(), "mail/x", Kind.MAIL, "ana@example.org", "s", "b", AT, 3);
    return new Stuck(message, "no answer", due, ended);
  }
}
