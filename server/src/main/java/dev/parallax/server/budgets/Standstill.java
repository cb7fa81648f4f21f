package dev.parallax.server.budgets;

import dev.parallax.budget.Figures;
import dev.parallax.server.shell.Configuration;
import dev.parallax.server.shell.Installation;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;

/// No statement could be drawn for more than two minutes beyond its time: what is shown is as of
/// the last one, and how things stand now is unknown. In templates: `inject:standstill`.
@Named
@Default
@Wellness
@Singleton
public final class Standstill implements HealthCheck {
  private static final Duration TWO_ROUNDS_AND_A_HALF = Duration.ofSeconds(150);

  private final Budgets budgets;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Duration longest;

  Standstill(
      Budgets budgets,
      InstantSource clock,
      Installation installation,
      Configuration configuration,
      MeterRegistry meters) {
    this.budgets = budgets;
    this.clock = clock;
    this.zone = installation.zone();
    this.longest = configuration.statement().settle().plusMinutes(1).plus(TWO_ROUNDS_AND_A_HALF);
    meters.gauge("parallax.statement.age.seconds", this, each -> (double) each.age().toSeconds());
  }

  /// Since when nothing is known; nothing while statements come.
  public Optional<Instant> since() {
    return budgets.stated().filter(_ -> age().compareTo(longest) > 0);
  }

  /// The same in a sentence; nothing while statements come.
  public @Nullable String getText() {
    return since()
        .map(
            since ->
                "The state is unknown: nothing new could be stated since %s, and every figure is as of then."
                    .formatted(Figures.minute(since, zone)))
        .orElse(null);
  }

  /// What stands beside a statement that was asked for by this name: one that is named by its id
  /// stays what it is.
  @Nullable String beside(String name) {
    return name.equals(Budgets.LATEST) ? getText() : null;
  }

  /// How old the newest statement is.
  private Duration age() {
    return budgets
        .stated()
        .map(stated -> Duration.between(stated, clock.instant()))
        .orElse(Duration.ZERO);
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("Statements")
        .status(since().isEmpty())
        .withData("ageSeconds", age().toSeconds())
        .build();
  }
}
