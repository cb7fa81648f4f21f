package dev.parallax.cli.text;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What surrounds a command: where it reads and writes, and the environment it was started in.
///
/// Output is UTF-8 whatever the locale says: a minus sign that turns into a question mark changes a
/// figure.
///
/// @param colours whether `out` shows colours: only where it is a terminal and `NO_COLOR` is not
///   set
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean colours) {
  /// A colour of words; nothing is said by colour alone.
  public enum Colour {
    NONE(""),
    RED("31"),
    YELLOW("33"),
    GREEN("32"),
    GREY("2");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  /// The terminal of this process.
  public static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean shows = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    boolean wanted =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        environment,
        shows && wanted);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  /// The text in a colour, or as it is where colours are off.
  public String paint(Colour colour, String text) {
    return colours && colour != Colour.NONE
        ? "\u001b[" + colour.code + "m" + text + "\u001b[0m"
        : text;
  }

  /// Text of somebody else without the control characters that would steer a terminal.
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? 0xFFFD : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /// Writes out what is held back.
  public void flush() {
    out.flush();
    err.flush();
  }
}
