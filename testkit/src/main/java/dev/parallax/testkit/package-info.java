/// Fixtures that every ledger implementation must pass, seeded generators, the brute-force oracle,
/// a clock to move.
@org.jspecify.annotations.NullMarked
package dev.parallax.testkit;
