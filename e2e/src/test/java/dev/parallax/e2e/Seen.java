package dev.parallax.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Figures that were seen, each under the name that pages mark it with: SLO, objective, figure,
/// such as `checkout-latency/agreed/left`; and where.
final class Seen {
  private static final Pattern MARKED = Pattern.compile("data-figure=\"([^\"]*)\"[^>]*>([^<]*)<");
  private static final Pattern STATEMENT =
      Pattern.compile("\\bS-[0-9A-HJKMNP-TV-Z]{5,9}-[0-9A-HJKMNP-TV-Z]{1,12}\\b");

  private final Map<String, Map<String, Set<String>>> texts = new TreeMap<>();
  private int count;

  synchronized void add(String where, String key, String text) {
    texts
        .computeIfAbsent(key, _ -> new LinkedHashMap<>())
        .computeIfAbsent(plain(text), _ -> new TreeSet<>())
        .add(where);
    count++;
  }

  void addAll(String where, Map<String, String> figures) {
    figures.forEach((key, text) -> add(where, key, text));
  }

  /// Adds what another one has seen.
  void addAll(Seen other) {
    other.texts.forEach(
        (key, byText) ->
            byText.forEach((text, places) -> places.forEach(where -> add(where, key, text))));
  }

  /// Takes the marked figures of a page.
  ///
  /// @throws IllegalStateException if a mark holds more than a figure
  void addPage(String where, String html) {
    Matcher marked = MARKED.matcher(html);
    int found = 0;
    while (marked.find()) {
      add(where, unescaped(marked.group(1)), unescaped(marked.group(2)));
      found++;
    }
    int marks = html.split("data-figure=", -1).length - 1;
    if (found != marks) {
      throw new IllegalStateException(
          "%s: %d of %d marks hold a text alone. Put data-figure on the element around the figure."
              .formatted(where, found, marks));
    }
  }

  /// Takes the figures of an answer, wherever SLOs stand in it.
  void addJson(String where, JsonNode node) {
    if (node.has("objectives") && node.has("id")) {
      for (JsonNode objective : node.get("objectives")) {
        addAll(where, figures(node.get("id").asText(), objective));
      }
    }
    if (node.has("slices") && node.has("figures")) {
      addAll(where, figures(node.get("slo").asText(), node.get("figures")));
    }
    node.forEach(child -> addJson(where, child));
  }

  private static Map<String, String> figures(String slo, JsonNode objective) {
    Map<String, String> figures = new LinkedHashMap<>();
    Map.ofEntries(
            Map.entry("left", "/budget/leftText"),
            Map.entry("left-time", "/budget/leftTimeText"),
            Map.entry("remaining", "/budget/remainingText"),
            Map.entry("budget", "/budget/totalText"),
            Map.entry("budget-time", "/budget/inTimeText"),
            Map.entry("consumed", "/budget/consumedText"),
            Map.entry("good", "/counted/goodText"),
            Map.entry("total", "/counted/totalText"),
            Map.entry("bad", "/counted/badText"),
            Map.entry("kept", "/goodText"),
            Map.entry("coverage", "/coverage/text"),
            Map.entry("state", "/stateText"),
            Map.entry("forecast", "/forecast/text"),
            Map.entry("sentence", "/sentence"),
            Map.entry("target", "/targetText"))
        .forEach((name, pointer) -> figures.put(name, objective.at(pointer).asText()));
    for (JsonNode burn : objective.get("burnRates")) {
      String pair = "burn/" + burn.get("windowsText").asText() + "/";
      figures.put(pair + "long", burn.get("longText").asText());
      figures.put(pair + "short", burn.get("shortText").asText());
      figures.put(pair + "threshold", burn.get("thresholdText").asText());
      figures.put(pair + "verdict", burn.get("verdictText").asText());
    }
    String key = slo + "/" + objective.get("name").asText() + "/";
    return figures.entrySet().stream()
        .collect(Collectors.toMap(each -> key + each.getKey(), Map.Entry::getValue));
  }

  /// How many times a figure was read.
  int count() {
    return count;
  }

  /// How many different things were seen.
  int things() {
    return texts.size();
  }

  /// The text of each thing; of several the first one.
  Map<String, String> figures() {
    Map<String, String> figures = new TreeMap<>();
    texts.forEach((key, byText) -> figures.put(key, byText.keySet().iterator().next()));
    return figures;
  }

  /// Every text that was seen of an SLO.
  Set<String> of(String slo) {
    return texts.entrySet().stream()
        .filter(each -> each.getKey().startsWith(slo + "/"))
        .flatMap(each -> each.getValue().keySet().stream())
        .collect(Collectors.toSet());
  }

  /// Things that were seen with different texts, and where.
  List<String> contradictions() {
    List<String> found = new ArrayList<>();
    texts.forEach(
        (key, byText) -> {
          if (byText.size() > 1) {
            found.add(key + ": " + byText);
          }
        });
    return found;
  }

  /// The ids of statements in a text.
  static Set<String> statements(String text) {
    return STATEMENT
        .matcher(text)
        .results()
        .map(result -> result.group())
        .collect(Collectors.toSet());
  }

  /// With ordinary spaces: programs that print tables write those.
  static String plain(String text) {
    return text.replaceAll("[\\h\\s]+", " ").strip();
  }

  static String unescaped(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
  }
}
