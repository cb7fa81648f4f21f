/// Bytes to samples to slices.
///
/// In: remote write requests ([RemoteWrite], [RemoteWrite2]), OTLP ([Otlp]), answers of a
/// Prometheus ([PrometheusApi]), a monitor's log ([StatusHistory]). A [Selector] says which series
/// an SLI is made of, a [SliAccumulator] counts them. Out: slices to be merged into the ledger. No
/// clock, no storage: instants are passed in, state goes in and out as bytes.
@org.jspecify.annotations.NullMarked
package dev.parallax.ingest;
