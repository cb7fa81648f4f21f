package dev.parallax.ingest;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression of a PromQL matcher, which has to match the whole value.
///
/// Prometheus uses RE2, this uses `java.util.regex`. Only the part of the syntax that means the
/// same in both is accepted: no look-around, back-references, atomic or possessive groups, no
/// brackets or `&&` inside a class, only the escapes of [#ESCAPES] and the flags `i` and `s`. As in
/// Prometheus 3 the dot matches a line break; Prometheus 2 differs there.
///
/// RE2 takes linear time, `java.util.regex` backtracks. Three guards: at most [#MAX_LENGTH]
/// characters; no repetition of a group that itself holds an open repetition (`(a+)+`); and after
/// [#MAX_STEPS] steps a match is given up and counts as none (two open repetitions need a value of
/// more than a thousand characters for that).
final class AnchoredRegex implements Predicate<String> {
  static final int MAX_LENGTH = 1_000;
  static final int MAX_STEPS = 1_000_000;
  private static final String ESCAPES = "dDsSwWbBnrtfaAzQExpP";

  private final Pattern pattern;

  private AnchoredRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  static AnchoredRegex of(String regex) throws Unreadable {
    if (regex.length() > MAX_LENGTH) {
      throw new Unreadable(
          "a regular expression of %,d characters: expected at most %,d. Shorten it"
              .formatted(regex.length(), MAX_LENGTH));
    }
    new Check(regex).run();
    try {
      return new AnchoredRegex(Pattern.compile(regex, Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw refused(regex, e.getDescription());
    }
  }

  private static Unreadable refused(String regex, String why) {
    return new Unreadable(
        "regular expression '%s': %s. Expected what RE2 and Java read alike; rewrite it, or let Prometheus evaluate it"
            .formatted(Labels.shortened(regex), why));
  }

  @Override
  public boolean test(String value) {
    try {
      return pattern.matcher(new Metered(value, 0, value.length(), new Steps())).matches();
    } catch (OutOfSteps | StackOverflowError _) {
      return false;
    }
  }

  private static final class OutOfSteps extends RuntimeException {
    OutOfSteps() {
      super("regular expression: more than " + MAX_STEPS + " steps", null, false, false);
    }
  }

  private static final class Steps {
    private int left = MAX_STEPS;

    void take() {
      if (--left < 0) {
        throw new OutOfSteps();
      }
    }
  }

  /// A text that stops whoever reads too many of its characters.
  private record Metered(String text, int from, int to, Steps left) implements CharSequence {
    @Override
    public char charAt(int index) {
      left.take();
      return text.charAt(from + index);
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Metered(text, from + start, from + end, left);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }

  /// One walk over the expression that refuses what the two engines read differently, and nested
  /// open repetitions.
  private static final class Check {
    private final String regex;
    private final boolean[] open = new boolean[MAX_LENGTH + 1];
    private int depth;
    private int at;

    /// Whether what was just read was a group with an open repetition inside.
    private boolean heavy;

    private boolean repeated;

    Check(String regex) {
      this.regex = regex;
    }

    void run() throws Unreadable {
      while (at < regex.length()) {
        char c = regex.charAt(at++);
        switch (c) {
          case '\\' -> escape();
          case '[' -> characterClass();
          case '(' -> group();
          case ')' -> endGroup();
          case '*', '+', '?', '{' -> repetition(c);
          default -> atom();
        }
      }
    }

    private void atom() {
      heavy = false;
      repeated = false;
    }

    private void escape() throws Unreadable {
      atom();
      if (at == regex.length()) {
        throw refused(regex, "a lone \\ at the end");
      }
      char c = regex.charAt(at++);
      if (Character.isLetterOrDigit(c) && ESCAPES.indexOf(c) < 0) {
        throw refused(regex, "the escape \\" + c);
      }
      if (c == 'Q') {
        int end = regex.indexOf("\\E", at);
        at = end < 0 ? regex.length() : end + 2;
      }
    }

    private void characterClass() throws Unreadable {
      atom();
      if (at < regex.length() && regex.charAt(at) == '^') {
        at++;
      }
      int first = at;
      while (at < regex.length() && regex.charAt(at) != ']') {
        char c = regex.charAt(at);
        if (c == '[' || regex.startsWith("&&", at)) {
          throw refused(regex, "'" + c + "' inside a class");
        }
        if (c == '\\') {
          at++;
          escape();
        } else {
          at++;
        }
      }
      if (at == first) {
        throw refused(regex, "']' first in a class, or an empty class");
      }
      at++;
    }

    private void group() throws Unreadable {
      open[++depth] = false;
      atom();
      if (!regex.startsWith("?", at)) {
        return;
      }
      for (String allowed : new String[] {"?:", "?i:", "?s:", "?is:", "?i)", "?s)", "?is)"}) {
        if (regex.startsWith(allowed, at)) {
          at += allowed.length() - (allowed.endsWith(")") ? 1 : 0);
          return;
        }
      }
      throw refused(regex, "the group (" + Labels.shortened(regex.substring(at)));
    }

    private void endGroup() {
      if (depth > 0) {
        heavy = open[depth--];
        open[depth] |= heavy;
        repeated = false;
      }
    }

    private void repetition(char c) throws Unreadable {
      if (repeated) {
        if (c == '?') {
          return; // a lazy repetition matches the same values
        }
        throw refused(regex, "a repetition of a repetition");
      }
      boolean unbounded = c == '*' || c == '+';
      if (c == '{') {
        int end = regex.indexOf('}', at);
        unbounded = true;
        at = end < 0 ? regex.length() : end + 1;
      }
      if (heavy && c != '?') {
        throw refused(regex, "a repeated group that holds an open repetition");
      }
      open[depth] |= unbounded;
      repeated = true;
      heavy = false;
    }
  }
}
