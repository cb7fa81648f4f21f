package dev.parallax.server.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.sample.SamplePlan.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplePlanTest {
  private static final long DAY = 1440;
  private static final long NOW = 29_662_000;

  @Test
  void theFirstStartBringsTheLastWeeksFirst() {
    assertThat(SamplePlan.newest(Long.MIN_VALUE, NOW)).isEqualTo(new Stretch(NOW - 35 * DAY, NOW));
  }

  @Test
  void afterAPauseTheGapIsFilledHoweverLong() {
    assertThat(SamplePlan.newest(NOW - 90 * DAY, NOW)).isEqualTo(new Stretch(NOW - 90 * DAY, NOW));
    assertThat(SamplePlan.newest(NOW, NOW).isEmpty()).isTrue();
  }

  @Test
  void theRestOfTheYearFollowsBackwardsWithoutAHole() {
    List<Stretch> older = SamplePlan.older(NOW - 35 * DAY, NOW);

    assertThat(older.getFirst().until()).isEqualTo(NOW - 35 * DAY);
    assertThat(older.getLast().from()).isEqualTo(NOW - 365 * DAY);
    for (int i = 1; i < older.size(); i++) {
      assertThat(older.get(i).until()).isEqualTo(older.get(i - 1).from());
    }
  }

  @Test
  void anInterruptedYearGoesOnWhereItEnded() {
    List<Stretch> older = SamplePlan.older(NOW - 35 * DAY, NOW);

    assertThat(SamplePlan.older(older.get(1).from(), NOW))
        .isEqualTo(older.subList(2, older.size()));
  }

  @Test
  void aYearThatIsCompleteStaysCompleteOnLaterDays() {
    assertThat(SamplePlan.older(NOW - 365 * DAY, NOW)).isEmpty();
    assertThat(SamplePlan.older(NOW - 365 * DAY, NOW + 20 * DAY)).isEmpty();
  }
}
