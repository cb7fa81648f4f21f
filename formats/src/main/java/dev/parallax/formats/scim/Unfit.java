package dev.parallax.formats.scim;

/// Ends a reading from within; never leaves this package.
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ScimError error;

  Unfit(ScimError.Type type, String found, String expected, String remedy) {
    super(found, null, false, false);
    this.error = ScimError.bad(type, found, expected, remedy);
  }

  ScimError error() {
    return error;
  }

  /// A piece of what was sent, short enough to be said.
  static String quoted(String text) {
    return "'" + (text.length() <= 80 ? text : text.substring(0, 77) + "…") + "'";
  }
}
