package dev.parallax.server.charts;

/// The explanation under a picture: a swatch drawn like the thing itself, and its name.
final class Key {
  private final StringBuilder out = new StringBuilder();

  Key filled(String look, String words) {
    return add(Svg.swatch().rect(look, new Box(2, 1, 11, 11), 2), words);
  }

  Key line(String look, String words) {
    return add(Svg.swatch().line(look, 0, 6, 16, 6), words);
  }

  Key hatched(String words) {
    return add(Svg.swatch().hatched(new Box(1, 1, 13, 10), 0), words);
  }

  Key add(Svg swatch, String words) {
    out.append("<span class=\"ks\">")
        .append(swatch.end())
        .append(Svg.escape(words))
        .append("</span>");
    return this;
  }

  String html() {
    return "<p class=\"key\">" + out + "</p>";
  }
}
