package dev.parallax.governance.raci;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Something that is done, and for which a matrix says who has which part in it.
///
/// @param id stable within its matrix
/// @param name as the matrix writes it
/// @param inputs ids of the activities that fix what this one works with
public record Activity(String id, String name, List<String> inputs) {
  /// The nine activities of ADR-00006 and the seven of keeping Parallax. The inputs are read from
  /// the names: what is proposed is agreed on, what is agreed on is measured or executed.
  private static final Map<String, Activity> KNOWN =
      Map.ofEntries(
          known("existence", "Existence of SLO"),
          known("propose", "Propose SLO"),
          known("agree", "Agree on SLO", "propose"),
          known("measure-track", "Measure+Track SLO", "agree"),
          known("propose-roadmap", "Propose SLO Roadmap"),
          known("agree-roadmap", "Agree SLO Roadmap", "propose-roadmap"),
          known("execute-roadmap", "Execute SLO Roadmap", "agree-roadmap"),
          known("handle-budget", "Handle Error Budget"),
          known("recalibrate", "Recalibrate/Planning"),
          known("keep-catalogue", "Keep the catalogue"),
          known("keep-register", "Keep the register of responsibility"),
          known("keep-matrix", "Keep the responsibility matrix"),
          known("correct-ledger", "Correct the ledger"),
          known("connect-signals", "Connect signals"),
          known("keep-installation", "Keep the installation"),
          known("read-audit", "Read the audit"));

  public Activity {
    if (id.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException(
          "activity '%s' named '%s': expected an id and a name, since findings are placed by them. Write e.g. agree, 'Agree on SLO'."
              .formatted(id, name));
    }
    inputs = List.copyOf(inputs);
  }

  /// The activity of that name: a shipped one where the name is one of its names, else a new one
  /// whose id is made from the name.
  public static Activity called(String name) {
    Activity known = KNOWN.get(plain(name));
    return known == null ? new Activity(slug(name), name, List.of()) : known;
  }

  /// The same under another id.
  public Activity withId(String other) {
    return new Activity(other, name, inputs);
  }

  private static Map.Entry<String, Activity> known(String id, String name, String... inputs) {
    return Map.entry(plain(name), new Activity(id, name, List.of(inputs)));
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static String slug(String name) {
    String slug =
        plain(name).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-+", "").replaceAll("-+$", "");
    return slug.isEmpty() ? "activity" : slug;
  }
}
