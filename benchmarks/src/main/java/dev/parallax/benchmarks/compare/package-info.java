/// The product beside Prometheus and VictoriaMetrics: the same load, one after the other, on one
/// machine in one run.
@NullMarked
package dev.parallax.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
