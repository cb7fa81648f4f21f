package dev.parallax.server.charts;

import java.util.List;

/// Writes one drawing. Shapes carry classes; the style sheet gives them their colours. There are no
/// ids in it, so that any number of drawings fit on one page.
final class Svg {
  private static final double HATCH = 5;
  private static final double CHARACTER = 6.9;

  private final StringBuilder out = new StringBuilder();

  /// A drawing as wide as its place.
  static Svg chart(String form, double width, double height, String words) {
    Svg svg = new Svg();
    svg.out
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart ")
        .append(form)
        .append("\" viewBox=\"0 0 ")
        .append(number(width))
        .append(' ')
        .append(number(height))
        .append("\" role=\"img\" aria-label=\"")
        .append(escape(words))
        .append("\">");
    return svg;
  }

  /// A drawing of a fixed size that stands in a line of text or a cell of a table.
  static Svg small(double width, double height, String words) {
    Svg svg = new Svg();
    svg.size(width, height)
        .append(" role=\"img\" aria-label=\"")
        .append(escape(words))
        .append("\">");
    return svg;
  }

  /// A drawing that only repeats the words beside it.
  static Svg swatch() {
    Svg svg = new Svg();
    svg.size(16, 12).append(" aria-hidden=\"true\">");
    return svg;
  }

  private StringBuilder size(double width, double height) {
    String w = number(width);
    String h = number(height);
    return out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(w)
        .append("\" height=\"")
        .append(h)
        .append("\" viewBox=\"0 0 ")
        .append(w)
        .append(' ')
        .append(h)
        .append('"');
  }

  Svg rect(String look, Box box) {
    return rect(look, box, 0);
  }

  Svg rect(String look, Box box, double radius) {
    openRect(look, box, radius);
    out.append("/>");
    return this;
  }

  /// A rectangle that says more when a pointer rests on it.
  Svg rect(String look, Box box, double radius, String hint) {
    openRect(look, box, radius);
    out.append("><title>").append(escape(hint)).append("</title></rect>");
    return this;
  }

  private void openRect(String look, Box box, double radius) {
    open("rect", look);
    attribute("x", box.x());
    attribute("y", box.y());
    attribute("width", Math.max(0, box.width()));
    attribute("height", Math.max(0, box.height()));
    if (radius > 0) {
      attribute("rx", radius);
    }
  }

  Svg line(String look, double x1, double y1, double x2, double y2) {
    open("line", look);
    attribute("x1", x1);
    attribute("y1", y1);
    attribute("x2", x2);
    attribute("y2", y2);
    out.append("/>");
    return this;
  }

  Svg dot(String look, double x, double y, double radius) {
    open("circle", look);
    attribute("cx", x);
    attribute("cy", y);
    attribute("r", radius);
    out.append("/>");
    return this;
  }

  Svg path(String look, String data) {
    open("path", look);
    out.append(" d=\"").append(data).append("\"/>");
    return this;
  }

  Svg text(String look, double x, double y, Anchor anchor, String words) {
    open("text", look);
    attribute("x", x);
    attribute("y", y);
    if (anchor != Anchor.START) {
      out.append(" text-anchor=\"").append(anchor.word).append('"');
    }
    out.append('>').append(escape(words)).append("</text>");
    return this;
  }

  /// A rectangle of slanted lines: what was not measured.
  Svg hatched(Box box, double radius) {
    rect("gap", box, radius);
    StringBuilder strokes = new StringBuilder();
    for (double sum = HATCH; sum < box.width() + box.height(); sum += HATCH) {
      double left = Math.max(0, sum - box.height());
      double right = Math.min(box.width(), sum);
      strokes
          .append('M')
          .append(spot(box.x() + left, box.y() + sum - left))
          .append('L')
          .append(spot(box.x() + right, box.y() + sum - right));
    }
    return strokes.isEmpty() ? this : path("hatch", strokes.toString());
  }

  String end() {
    return out.append("</svg>").toString();
  }

  private void open(String tag, String look) {
    out.append('<').append(tag);
    if (!look.isEmpty()) {
      out.append(" class=\"").append(look).append('"');
    }
  }

  private void attribute(String name, double value) {
    out.append(' ').append(name).append("=\"").append(number(value)).append('"');
  }

  static String spot(double x, double y) {
    return number(x) + "," + number(y);
  }

  /// A straight path through these points.
  static String through(List<Box.Spot> spots) {
    StringBuilder data = new StringBuilder();
    for (Box.Spot spot : spots) {
      data.append(data.isEmpty() ? 'M' : 'L').append(spot(spot.x(), spot.y()));
    }
    return data.toString();
  }

  /// How wide a text is at most, give or take a font.
  static double width(String words) {
    return words.codePointCount(0, words.length()) * CHARACTER;
  }

  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s: a place in a drawing is a finite number. Leave out what is not known."
              .formatted(value));
    }
    long tenths = Math.round(value * 10);
    long part = Math.abs(tenths % 10);
    String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths / 10);
    return part == 0 ? whole : whole + "." + part;
  }

  /// Text for elements and attributes; characters that XML 1.0 does not allow become `\uFFFD`.
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(allowed(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean allowed(int c) {
    boolean space = c == '\t' || c == '\n' || c == '\r';
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    return space || (c >= 0x20 && !surrogate && c != 0xFFFE && c != 0xFFFF);
  }

  /// Which end of a text its place names.
  enum Anchor {
    START("start"),
    MIDDLE("middle"),
    END("end");

    private final String word;

    Anchor(String word) {
      this.word = word;
    }
  }
}
