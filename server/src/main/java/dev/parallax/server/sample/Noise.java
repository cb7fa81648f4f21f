package dev.parallax.server.sample;

/// Numbers that look like chance and are a function of their arguments.
///
/// [1] G. Steele, D. Lea, C. Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014:
/// the finalizer of SplitMix64.
final class Noise {
  private Noise() {}

  static long of(long seed, long at) {
    long z = seed * 0x9e3779b97f4a7c15L + at * 0xd1b54a32d192ed03L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// A number from 0 to below the bound, at most 2³¹.
  static long below(long bound, long noise) {
    return ((noise >>> 33) * bound) >>> 31;
  }

  /// The seed that belongs to a name.
  static long seed(String name) {
    return of(name.hashCode(), name.length());
  }
}
