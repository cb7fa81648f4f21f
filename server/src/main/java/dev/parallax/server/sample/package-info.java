/// The sample organisation: a shop that does not exist, its definitions, and a year of its traffic.
///
/// In: the definitions under `sample/` among the resources, and the clock. Out: what a company of
/// that size would have sent, brought through the same doors as everyone's. Everything here is a
/// pure function of time, so that any start, on any day, shows the same past.
@NullMarked
package dev.parallax.server.sample;

import org.jspecify.annotations.NullMarked;
