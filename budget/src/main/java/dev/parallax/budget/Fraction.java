package dev.parallax.budget;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// An exact quotient of integers. The ledger's answers stay exact until a person reads them;
/// [Figures] rounds, once.
///
/// @param numerator any sign, no common factor with the denominator
/// @param denominator greater than 0
public record Fraction(BigInteger numerator, BigInteger denominator)
    implements Comparable<Fraction> {
  public static final Fraction ZERO = of(0, 1);
  public static final Fraction ONE = of(1, 1);

  public Fraction {
    if (denominator.signum() == 0) {
      throw new ArithmeticException(
          "%s/0: a quotient needs a denominator other than 0. Ask for the total first."
              .formatted(numerator));
    }
    BigInteger factor = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      factor = factor.negate();
    }
    numerator = numerator.divide(factor);
    denominator = denominator.divide(factor);
  }

  public static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /// The exact value of a decimal.
  public static Fraction of(BigDecimal value) {
    BigInteger unscaled = value.unscaledValue();
    return value.scale() <= 0
        ? new Fraction(unscaled.multiply(BigInteger.TEN.pow(-value.scale())), BigInteger.ONE)
        : new Fraction(unscaled, BigInteger.TEN.pow(value.scale()));
  }

  public Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Fraction minus(Fraction other) {
    return plus(other.negated());
  }

  public Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  public Fraction dividedBy(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  public Fraction negated() {
    return new Fraction(numerator.negate(), denominator);
  }

  public int signum() {
    return numerator.signum();
  }

  /// Rounded half away from zero to so many decimal places.
  public BigDecimal rounded(int places) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), places, RoundingMode.HALF_UP);
  }

  /// For pictures and estimates only, never for a figure.
  public double approximate() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
        .doubleValue();
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
