package dev.parallax.server.charts;

import java.util.List;

/// The table behind a picture, closed until somebody opens it; its caption says what the picture
/// says.
final class TableBehind {
  private TableBehind() {}

  static String of(Chart chart) {
    StringBuilder html = new StringBuilder("<details class=\"more\"><summary>As a table</summary>");
    html.append("<div class=\"scroll\" role=\"group\" aria-label=\"As a table\" tabindex=\"0\">");
    html.append("<table class=\"tight\"><caption>").append(Svg.escape(chart.words()));
    html.append("</caption><thead><tr>");
    for (String column : chart.columns()) {
      html.append("<th scope=\"col\">").append(Svg.escape(column)).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (List<String> row : chart.rows()) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(Svg.escape(cell)).append("</td>"));
      html.append("</tr>");
    }
    return html.append("</tbody></table></div></details>").toString();
  }
}
