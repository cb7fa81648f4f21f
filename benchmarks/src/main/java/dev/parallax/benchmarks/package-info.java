/// What the ledger and its statements cost. Run by hand; nothing here is a test. Not null-marked:
/// the harness fills in fields.
package dev.parallax.benchmarks;
