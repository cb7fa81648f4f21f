/// Bytes to samples, samples to slices: remote write, Prometheus pull, status histories. No state outside its values.
@org.jspecify.annotations.NullMarked
module dev.parallax.ingest {
  requires static org.jspecify;
  requires transitive dev.parallax.budget;
  requires aircompressor.v3;
  requires com.fasterxml.jackson.core;
  requires java.net.http;

  exports dev.parallax.ingest;
}
