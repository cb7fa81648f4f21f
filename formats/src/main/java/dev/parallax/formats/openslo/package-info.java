/// OpenSLO v1: its seven kinds as values, read in two profiles and written back.
///
/// Source: the OpenSLO specification at aa5cb78 with PR #353, and the rules of its go-sdk at
/// ae145da.
@org.jspecify.annotations.NullMarked
package dev.parallax.formats.openslo;
