/// The error-budget engine: pure rules over integers, no framework, no clock, no I/O.
@org.jspecify.annotations.NullMarked
module dev.parallax.budget {
  requires static org.jspecify;

  exports dev.parallax.budget;
}
