package dev.parallax.server.charts;

import java.util.List;

/// A picture, what it says, and the table behind it. All three come from the same data, so that
/// nobody who reads one of them knows less.
///
/// Pictures carry classes of the style sheet and no colours, styles or ids of their own; every text
/// in them is escaped.
public sealed interface Chart
    permits AttributionBar, BudgetBar, BurnDown, BurnRateBar, CoverageStrip, YearHeatMap {
  /// The picture, ready to stand in a page. Large pictures bring a wide and a narrow drawing; the
  /// style sheet shows the one that fits its place.
  String svg();

  /// What the colours, lines and patterns mean, ready to stand in a page once for all pictures of a
  /// kind.
  String key();

  /// What the picture says, as plain sentences.
  String words();

  /// The heads of the columns of [#rows()].
  List<String> columns();

  /// The table behind the picture, as plain text, not escaped.
  List<List<String>> rows();

  /// Picture, key and table in one piece, for pages on which the picture stands alone.
  default String figure() {
    return "<figure class=\"figure\">" + svg() + key() + TableBehind.of(this) + "</figure>";
  }
}
