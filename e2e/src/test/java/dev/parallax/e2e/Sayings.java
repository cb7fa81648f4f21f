package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What homes say in sentences, held against the figures of their statement.
///
/// @param seen the figures
/// @param statement the statement as JSON
record Sayings(Seen seen, JsonNode statement) {
  private static final Set<String> OF_FIGURES =
      Set.of("SO-1", "SRE-1", "SRE-2", "SRE-8", "EX-2", "PO-1", "DEV-1", "SUP-3", "CON-1");

  /// A share in a sentence; one that was measured at another time is followed by `before`.
  private static final Pattern SHARE = Pattern.compile("−?[0-9][0-9,]*(?:\\.[0-9]+)? %(?! before)");

  /// Checks every home: the page says what the answer says, and a share that is said of an SLO is
  /// one of its figures.
  ///
  /// @return how many shares were checked
  int check(Map<String, String> bodies) {
    int checked = 0;
    for (Map.Entry<String, String> each : bodies.entrySet()) {
      String path = each.getKey();
      if (path.startsWith("/api/v1/homes/")) {
        String page = bodies.getOrDefault(path.replace("/api/v1/homes/", "/home/"), "");
        checked += check(path, Api.tree(each.getValue()), Seen.plain(Seen.unescaped(page)));
      }
    }
    return checked;
  }

  private int check(String path, JsonNode home, String page) {
    says(path, page, home.get("headline"));
    says(path, page, home.get("measuredText"));
    int checked = 0;
    for (JsonNode question : home.get("questions")) {
      if (question.get("answered").asBoolean()) {
        says(path, page, question.get("answer"));
      }
      for (JsonNode detail : question.get("details")) {
        says(path, page, detail.get("text"));
        if (OF_FIGURES.contains(question.get("id").asText())) {
          checked += check(path, detail);
        }
      }
    }
    return checked;
  }

  private static void says(String path, String page, JsonNode text) {
    assertThat(page).as(path).contains(Seen.plain(text.asText()));
  }

  private int check(String path, JsonNode detail) {
    Set<String> figures = figures(detail.get("href").asText());
    String text = Seen.plain(detail.get("text").asText());
    int checked = 0;
    for (var share : SHARE.matcher(text).results().toList()) {
      assertThat(figures).as("%s: %s", path, text).contains(share.group());
      checked++;
    }
    return checked;
  }

  /// The figures of what a line leads to: an SLO, or the SLOs of a service.
  private Set<String> figures(String href) {
    String name = href.substring(href.lastIndexOf('/') + 1);
    if (href.startsWith("/slos/")) {
      return seen.of(name);
    }
    Set<String> all = new TreeSet<>();
    for (JsonNode slo : statement.get("slos")) {
      if (slo.get("service").asText().equals(name)) {
        all.addAll(seen.of(slo.get("id").asText()));
      }
    }
    return all;
  }
}
