package dev.parallax.server.identity;

/// Another way to sign in than a password, shown as a button where people sign in. Filled by slices
/// that know providers.
public interface SignInWay {
  /// Whether it can be gone now.
  boolean isOpen();

  /// What stands on the button, such as the name of the organisation's provider.
  String label();

  /// Where the button leads: a path of this site that begins the way; `to` is added as a parameter.
  String href();
}
