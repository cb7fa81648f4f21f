package dev.parallax.budget;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// An integer without bounds that costs no more than a `long` while it fits into one. Exact always:
/// what does not fit becomes a [BigInteger].
///
/// @param small its value, where it fits
/// @param large its value, where it does not; so equal numbers are equal records
record Whole(long small, @Nullable BigInteger large) implements Comparable<Whole> {
  static final Whole ZERO = of(0);
  static final Whole ONE = of(1);

  static Whole of(long value) {
    return new Whole(value, null);
  }

  static Whole of(BigInteger value) {
    return value.bitLength() < Long.SIZE ? of(value.longValue()) : new Whole(0, value);
  }

  BigInteger big() {
    return large == null ? BigInteger.valueOf(small) : large;
  }

  boolean isSmall() {
    return large == null;
  }

  int signum() {
    return large == null ? Long.signum(small) : large.signum();
  }

  Whole plus(Whole other) {
    if (large == null && other.large == null) {
      long sum = small + other.small;
      if (((small ^ sum) & (other.small ^ sum)) >= 0) {
        return of(sum);
      }
    }
    return of(big().add(other.big()));
  }

  Whole minus(Whole other) {
    if (large == null && other.large == null) {
      long difference = small - other.small;
      if (((small ^ other.small) & (small ^ difference)) >= 0) {
        return of(difference);
      }
    }
    return of(big().subtract(other.big()));
  }

  Whole times(Whole other) {
    return large == null && other.large == null
        ? product(small, other.small)
        : of(big().multiply(other.big()));
  }

  Whole times(long factor) {
    return large == null ? product(small, factor) : of(large.multiply(BigInteger.valueOf(factor)));
  }

  private static Whole product(long a, long b) {
    long low = a * b;
    return Math.multiplyHigh(a, b) == low >> 63
        ? of(low)
        : of(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
  }

  Whole negated() {
    return ZERO.minus(this);
  }

  @Override
  public int compareTo(Whole other) {
    return large == null && other.large == null
        ? Long.compare(small, other.small)
        : big().compareTo(other.big());
  }

  /// Compares a × b with c × d. The products of longs are compared in 128 bits, so that none
  /// overflows.
  static int compareProducts(Whole a, Whole b, Whole c, Whole d) {
    if (a.large == null && b.large == null && c.large == null && d.large == null) {
      int byHigh =
          Long.compare(Math.multiplyHigh(a.small, b.small), Math.multiplyHigh(c.small, d.small));
      return byHigh != 0 ? byHigh : Long.compareUnsigned(a.small * b.small, c.small * d.small);
    }
    return a.times(b).compareTo(c.times(d));
  }

  @Override
  public String toString() {
    return big().toString();
  }
}
