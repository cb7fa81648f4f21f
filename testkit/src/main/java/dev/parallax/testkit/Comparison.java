package dev.parallax.testkit;

import dev.parallax.budget.BurnRate;
import dev.parallax.budget.BurnRateAlert;
import dev.parallax.budget.Fraction;
import dev.parallax.budget.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How many figures were compared, and which of them differ.
public final class Comparison {
  private final String where;
  private final List<String> differences = new ArrayList<>();
  private int compared;

  Comparison(String where) {
    this.where = where;
  }

  /// How many figures were compared.
  public int compared() {
    return compared;
  }

  /// A line for each figure that differs: where, which, what the oracle says, what the statement
  /// says.
  public List<String> differences() {
    return List.copyOf(differences);
  }

  void compare(BruteForce.Figures expected, Statement.ObjectiveFigures said) {
    same("objective", expected.objective(), said.objective());
    same("window from", instant(expected.window().from()), said.window().from());
    same("window until", instant(expected.window().until()), said.window().until());
    Long from = expected.countedFrom();
    same("counted from", from == null ? null : instant(from), said.countedFrom());
    same("good", expected.sum().good(), said.tally().good());
    same("total", expected.sum().total(), said.tally().total());
    same("judged seconds", expected.sum().seconds(), said.tally().observedSeconds());
    same("good events", expected.events().good(), said.events().good());
    same("events", expected.events().total(), said.events().total());
    same("observed seconds", expected.events().observedSeconds(), said.events().observedSeconds());
    compareBudget(expected, said);
    same(
        "coverage seconds",
        expected.coverage().observedSeconds(),
        said.coverage().observedSeconds());
    same(
        "expected seconds",
        expected.coverage().expectedSeconds(),
        said.coverage().expectedSeconds());
    same("state", expected.state(), said.state());
    same("forecast", expected.forecast(), said.forecast());
    same("readings", expected.readings().size(), said.burnRates().size());
    for (int i = 0; i < expected.readings().size(); i++) {
      compareReading(expected.readings().get(i), said.burnRates().get(i));
    }
  }

  private void compareBudget(BruteForce.Figures expected, Statement.ObjectiveFigures said) {
    Exact budget = expected.budget();
    Exact left = budget.minus(Exact.of(expected.sum().bad()));
    same("budget", budget, said.budget().total());
    same("consumed", expected.sum().bad(), said.budget().consumed());
    same("remaining", left, said.budget().remaining());
    boolean empty = budget.signum() == 0;
    same("remaining ratio", empty ? null : left.dividedBy(budget), said.budget().remainingRatio());
    same(
        "consumed ratio",
        empty ? null : Exact.of(expected.sum().bad()).dividedBy(budget),
        said.budget().consumedRatio());
    same("budget in time", expected.inTimeSeconds(), said.budget().inTime().toSeconds());
  }

  private void compareReading(BruteForce.Reading expected, BurnRateAlert.Reading said) {
    String name = "alert " + said.alert().longWindow() + " ";
    same(name + "threshold", expected.threshold(), said.threshold().multiple());
    same(name + "long rate", expected.longRate(), multiple(said.longRate()));
    same(name + "short rate", expected.shortRate(), multiple(said.shortRate()));
    same(name + "verdict", expected.verdict().name(), said.verdict().name());
  }

  private static @Nullable Fraction multiple(@Nullable BurnRate rate) {
    return rate == null ? null : rate.multiple();
  }

  private void same(String figure, @Nullable Exact expected, @Nullable Fraction said) {
    boolean equal =
        (expected == null || said == null)
            ? (expected == null && said == null)
            : expected.says(said.numerator(), said.denominator());
    note(equal, figure, expected, said);
  }

  void same(String figure, @Nullable Object expected, @Nullable Object said) {
    note(Objects.equals(expected, said), figure, expected, said);
  }

  private void note(
      boolean equal, String figure, @Nullable Object expected, @Nullable Object said) {
    compared++;
    if (!equal) {
      differences.add(where + ": " + figure + ": oracle " + expected + ", statement " + said);
    }
  }

  private static Instant instant(long minute) {
    return Instant.ofEpochSecond(minute * 60);
  }
}
