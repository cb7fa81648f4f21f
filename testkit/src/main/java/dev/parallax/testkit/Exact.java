package dev.parallax.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;

/// The oracle's own quotient, never shortened, so that nothing of the book's arithmetic is trusted.
///
/// @param over greater than 0
record Exact(BigInteger top, BigInteger over) implements Comparable<Exact> {
  static final Exact ZERO = of(0);
  static final Exact ONE = of(1);

  static Exact of(long whole) {
    return new Exact(BigInteger.valueOf(whole), BigInteger.ONE);
  }

  static Exact of(BigDecimal decimal) {
    int places = Math.max(0, decimal.scale());
    return new Exact(
        decimal.movePointRight(places).toBigIntegerExact(), BigInteger.TEN.pow(places));
  }

  Exact plus(Exact other) {
    return new Exact(
        top.multiply(other.over).add(other.top.multiply(over)), over.multiply(other.over));
  }

  Exact minus(Exact other) {
    return plus(new Exact(other.top.negate(), other.over));
  }

  Exact times(Exact other) {
    return new Exact(top.multiply(other.top), over.multiply(other.over));
  }

  Exact times(long whole) {
    return times(of(whole));
  }

  Exact dividedBy(Exact other) {
    BigInteger sign = BigInteger.valueOf(other.top.signum());
    return new Exact(
        top.multiply(other.over).multiply(sign), over.multiply(other.top).multiply(sign));
  }

  Exact dividedBy(long whole) {
    return dividedBy(of(whole));
  }

  int signum() {
    return top.signum();
  }

  /// The nearest whole number; halves go away from zero.
  BigInteger rounded() {
    BigInteger two = BigInteger.TWO;
    BigInteger away = top.abs().multiply(two).add(over).divide(over.multiply(two));
    return top.signum() < 0 ? away.negate() : away;
  }

  /// Whether a quotient of the book says the same.
  boolean says(BigInteger numerator, BigInteger denominator) {
    return top.multiply(denominator).equals(numerator.multiply(over));
  }

  @Override
  public int compareTo(Exact other) {
    return top.multiply(other.over).compareTo(other.top.multiply(over));
  }

  @Override
  public String toString() {
    return top + "/" + over;
  }
}
