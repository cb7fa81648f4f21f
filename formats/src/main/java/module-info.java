/// Text to the books and back: OpenSLO, Backstage, parallax.dev/v1. No state, no clock, no network.
@org.jspecify.annotations.NullMarked
module dev.parallax.formats {
  requires static org.jspecify;
  requires transitive dev.parallax.budget;
  requires transitive dev.parallax.governance;
  requires org.snakeyaml.engine.v2;

  exports dev.parallax.formats;
}
