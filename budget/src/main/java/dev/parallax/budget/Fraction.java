package dev.parallax.budget;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// An exact quotient of integers. The ledger's answers stay exact until a person reads them;
/// [Figures] rounds, once.
///
/// Equal values are equal, whatever they were computed from. A quotient is brought to its lowest
/// terms when somebody asks for them: most are only compared.
public final class Fraction implements Comparable<Fraction> {
  public static final Fraction ZERO = of(0, 1);
  public static final Fraction ONE = of(1, 1);

  private final Whole numerator;
  private final Whole denominator;

  private Fraction(Whole numerator, Whole denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /// @throws ArithmeticException where the denominator is 0
  static Fraction of(Whole numerator, Whole denominator) {
    int sign = denominator.signum();
    if (sign == 0) {
      throw new ArithmeticException(
          "%s/0: a quotient needs a denominator other than 0. Ask for the total first."
              .formatted(numerator));
    }
    Fraction fraction =
        sign > 0
            ? new Fraction(numerator, denominator)
            : new Fraction(numerator.negated(), denominator.negated());
    return numerator.isSmall() && denominator.isSmall() ? fraction : fraction.inLowestTerms();
  }

  public static Fraction of(long numerator, long denominator) {
    return of(Whole.of(numerator), Whole.of(denominator));
  }

  /// The exact value of a decimal.
  public static Fraction of(BigDecimal value) {
    Whole unscaled = Whole.of(value.unscaledValue());
    return value.scale() <= 0
        ? of(unscaled.times(powerOfTen(-value.scale())), Whole.ONE)
        : of(unscaled, powerOfTen(value.scale()));
  }

  private static Whole powerOfTen(int exponent) {
    return Whole.of(BigInteger.TEN.pow(exponent));
  }

  /// In lowest terms; any sign.
  public BigInteger numerator() {
    return inLowestTerms().numerator.big();
  }

  /// In lowest terms; greater than 0.
  public BigInteger denominator() {
    return inLowestTerms().denominator.big();
  }

  private Fraction inLowestTerms() {
    BigInteger top = numerator.big();
    BigInteger bottom = denominator.big();
    BigInteger factor = top.gcd(bottom);
    return new Fraction(Whole.of(top.divide(factor)), Whole.of(bottom.divide(factor)));
  }

  public Fraction plus(Fraction other) {
    return denominator.equals(other.denominator)
        ? of(numerator.plus(other.numerator), denominator)
        : of(
            numerator.times(other.denominator).plus(other.numerator.times(denominator)),
            denominator.times(other.denominator));
  }

  public Fraction minus(Fraction other) {
    return plus(other.negated());
  }

  public Fraction times(Fraction other) {
    return of(numerator.times(other.numerator), denominator.times(other.denominator));
  }

  public Fraction dividedBy(Fraction other) {
    return of(numerator.times(other.denominator), denominator.times(other.numerator));
  }

  public Fraction negated() {
    return new Fraction(numerator.negated(), denominator);
  }

  public int signum() {
    return numerator.signum();
  }

  /// Rounded half away from zero to so many decimal places.
  public BigDecimal rounded(int places) {
    return decimal(numerator).divide(decimal(denominator), places, RoundingMode.HALF_UP);
  }

  /// For pictures and estimates only, never for a figure.
  public double approximate() {
    return decimal(numerator).divide(decimal(denominator), MathContext.DECIMAL64).doubleValue();
  }

  private static BigDecimal decimal(Whole value) {
    return value.isSmall() ? BigDecimal.valueOf(value.small()) : new BigDecimal(value.big());
  }

  @Override
  public int compareTo(Fraction other) {
    return Whole.compareProducts(numerator, other.denominator, other.numerator, denominator);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fraction fraction && compareTo(fraction) == 0;
  }

  @Override
  public int hashCode() {
    Fraction lowest = inLowestTerms();
    return 31 * lowest.numerator.hashCode() + lowest.denominator.hashCode();
  }

  @Override
  public String toString() {
    return numerator() + "/" + denominator();
  }
}
