package dev.parallax.server.federation;

import dev.parallax.formats.scim.ScimError;

/// What a provider sent is not kept; it hears why. Rolls the transaction back.
final class Unkept extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ScimError error;

  Unkept(ScimError error) {
    super(error.detail(), null, false, false);
    this.error = error;
  }

  ScimError error() {
    return error;
  }
}
