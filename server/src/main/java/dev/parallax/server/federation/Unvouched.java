package dev.parallax.server.federation;

/// The provider does not vouch for somebody, or what it sent does not count; they hear why.
final class Unvouched extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String found;
  private final String remedy;

  /// @param found a sentence
  /// @param remedy what to do, in sentences
  Unvouched(String found, String remedy) {
    super(found, null, false, false);
    this.found = found;
    this.remedy = remedy;
  }

  String found() {
    return found;
  }

  String remedy() {
    return remedy;
  }
}
