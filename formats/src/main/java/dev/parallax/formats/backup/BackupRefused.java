package dev.parallax.formats.backup;

/// A file is not taken as a backup. The message has three parts: what was found, what was expected
/// and why, what to do.
public final class BackupRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final String found;
  private final String expected;
  private final String remedy;

  public BackupRefused(String found, String expected, String remedy) {
    super("%s %s %s".formatted(found, expected, remedy));
    this.found = found;
    this.expected = expected;
    this.remedy = remedy;
  }

  /// Something in it is not as it was written.
  static BackupRefused damaged(String found) {
    return new BackupRefused(
        "The backup is damaged: %s.".formatted(found),
        "Every byte is expected as it was written, up to the seal: half a ledger, or another one, would look like the whole.",
        "Take another copy of the file, or an older backup; nothing was restored.");
  }

  public String found() {
    return found;
  }

  public String expected() {
    return expected;
  }

  public String remedy() {
    return remedy;
  }
}
