package dev.parallax.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The one place where figures become words. Pages, answers and the command line all print through
/// it, so that the same figure has the same digits wherever it stands.
///
/// Rounded half away from zero, once. A dash stands for what is not known. Units follow a no-break
/// space; the minus is a real one.
public final class Figures {
  /// What stands where nothing is known.
  public static final String UNKNOWN = "–";

  private static final String SPACE = "\u00a0";
  private static final String MINUS = "−";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm zzz", Locale.ENGLISH);

  private Figures() {}

  /// A share of a budget: one decimal, such as `−28.6 %`.
  public static String share(@Nullable Fraction ratio) {
    return ratio == null ? UNKNOWN : percent(ratio, 1);
  }

  /// A share of good events: three decimals, such as `99.872 %`, and never `100.000 %` where one
  /// failed.
  public static String goodness(@Nullable Fraction ratio) {
    return ratio == null ? UNKNOWN : unflattered(ratio, 3);
  }

  /// A share of time measured: one decimal, and never `100.0 %` for less than all of it.
  public static String coverage(Coverage coverage) {
    return unflattered(coverage.ratio(), 1);
  }

  /// A percentage that reads 100 only where nothing is missing.
  private static String unflattered(Fraction ratio, int places) {
    BigDecimal hundred = BigDecimal.valueOf(100).setScale(places);
    BigDecimal rounded = ratio.times(Fraction.of(100, 1)).rounded(places);
    boolean flatters = rounded.compareTo(hundred) >= 0 && ratio.compareTo(Fraction.ONE) < 0;
    return signed(flatters ? hundred.subtract(hundred.ulp()) : rounded) + SPACE + "%";
  }

  /// A target, exact: `99.9 %`.
  public static String target(BigDecimal ratio) {
    BigDecimal percent = ratio.movePointRight(2).stripTrailingZeros();
    return (percent.scale() < 0 ? percent.setScale(0) : percent).toPlainString() + SPACE + "%";
  }

  /// A burn rate: one decimal, such as `2.8×`.
  public static String rate(@Nullable BurnRate rate) {
    return rate == null ? UNKNOWN : signed(rate.multiple().rounded(1)) + "×";
  }

  /// A count with thousands set apart: `41,331,055`.
  public static String count(long count) {
    return signed(BigDecimal.valueOf(count));
  }

  /// A count that may be a part of one: whole from a hundred up, one decimal below.
  public static String count(Fraction count) {
    boolean large = count.rounded(0).abs().compareTo(BigDecimal.valueOf(100)) >= 0;
    return signed(count.rounded(large ? 0 : 1));
  }

  /// So many seconds in the two largest units that say something: `3 h 12 min`.
  public static String duration(@Nullable Fraction seconds) {
    return seconds == null ? UNKNOWN : duration(seconds.rounded(0).longValueExact());
  }

  public static String duration(Duration duration) {
    return duration(duration.toSeconds());
  }

  private static String duration(long seconds) {
    long rest = Math.abs(seconds);
    String sign = seconds < 0 ? MINUS : "";
    long[] lengths = {86_400, 3_600, 60, 1};
    String[] units = {"d", "h", "min", "s"};
    for (int i = 0; i < lengths.length; i++) {
      if (rest >= lengths[i] || i == lengths.length - 1) {
        String text = sign + rest / lengths[i] + SPACE + units[i];
        long second = i + 1 < lengths.length ? rest % lengths[i] / lengths[i + 1] : 0;
        return second == 0 ? text : text + SPACE + second + SPACE + units[i + 1];
      }
    }
    return sign + "0" + SPACE + "s";
  }

  /// `Wed 25 Nov`.
  public static String day(Instant instant, ZoneId zone) {
    return DAY.format(instant.atZone(zone));
  }

  /// `25 Nov 2026`.
  public static String date(Instant instant, ZoneId zone) {
    return DAY_OF_YEAR.format(instant.atZone(zone));
  }

  /// `Wed 25 Nov 2026 09:42 CET`.
  public static String minute(Instant instant, ZoneId zone) {
    return MINUTE.format(instant.atZone(zone));
  }

  private static String percent(Fraction ratio, int places) {
    return signed(ratio.times(Fraction.of(100, 1)).rounded(places)) + SPACE + "%";
  }

  private static String signed(BigDecimal value) {
    BigDecimal plain = value.signum() == 0 ? value.abs() : value;
    String digits =
        String.format(
            Locale.ROOT,
            "%,." + Math.max(0, plain.scale()) + "f",
            plain.abs().setScale(Math.max(0, plain.scale()), RoundingMode.UNNECESSARY));
    return plain.signum() < 0 ? MINUS + digits : digits;
  }
}
