package dev.parallax.server.shell;

/// Someone asked for something that cannot be had, and can do something about it. The shell answers
/// it as a problem document (RFC 9457) or as a page.
///
/// The message has three parts: what was found, what was expected and why, what to do.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why it cannot be had.
  public enum Reason {
    /// The request says something that cannot be.
    INVALID,
    /// Nothing of that name exists.
    NOT_FOUND,
    /// It contradicts what is kept.
    CONFLICT,
    /// Nobody has signed in, and this is not open to everybody.
    NOT_SIGNED_IN,
    /// The caller may not do this.
    FORBIDDEN,
    /// The content is of a kind that is not read here.
    UNSUPPORTED_CONTENT,
    /// The content is larger than what is read here.
    TOO_LARGE,
    /// It was tried too often; later it may be tried again.
    TOO_OFTEN
  }

  private final Reason reason;
  private final String message;

  /// A refusal with its three parts, each one or more sentences.
  public Refused(Reason reason, String found, String expected, String remedy) {
    super(null, null, false, false);
    this.reason = reason;
    this.message = "%s %s %s".formatted(found, expected, remedy).strip();
  }

  /// The three parts as one text.
  @Override
  public String getMessage() {
    return message;
  }

  /// The name is well formed, and nothing has it.
  public static Refused notFound(String found, String expected, String remedy) {
    return new Refused(Reason.NOT_FOUND, found, expected, remedy);
  }

  /// The request says something that cannot be.
  public static Refused invalid(String found, String expected, String remedy) {
    return new Refused(Reason.INVALID, found, expected, remedy);
  }

  /// Why it cannot be had.
  public Reason reason() {
    return reason;
  }
}
