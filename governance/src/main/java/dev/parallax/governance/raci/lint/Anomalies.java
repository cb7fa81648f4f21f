package dev.parallax.governance.raci.lint;

import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Spot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The anomalies of the published matrix that one of the rules sees, by the numbers under which
/// they are catalogued. The others lie in documents around the matrix.
final class Anomalies {
  private record Key(String rule, @Nullable String activity, @Nullable String column) {}

  private static final Map<Key, String> NUMBERS =
      Map.ofEntries(
          Map.entry(new Key("RL-01", "existence", null), "AN-01"),
          Map.entry(new Key("RL-05", "existence", "Sw. Eng/QE"), "AN-02"),
          Map.entry(new Key("RL-09", "measure-track", "SRE IC"), "AN-04"),
          Map.entry(new Key("RL-11", null, "Exec (VP)"), "AN-06"),
          Map.entry(new Key("RL-12", "measure-track", null), "AN-08"),
          Map.entry(new Key("RL-20", null, "Engineering/Quality Lead"), "AN-09"),
          Map.entry(new Key("RL-02", "handle-budget", "Product Owner(s)"), "AN-10"),
          Map.entry(new Key("RL-08", "existence", null), "AN-14"),
          Map.entry(new Key("RL-08", "measure-track", null), "AN-14"),
          Map.entry(new Key("RL-08", "recalibrate", null), "AN-14"));

  private Anomalies() {}

  /// The number of a finding of the published matrix.
  static @Nullable String numberOf(Finding finding) {
    Spot place = finding.place();
    return finding.rule().equals("RL-10")
        ? "AN-07"
        : NUMBERS.get(new Key(finding.rule(), place.activity(), place.column()));
  }
}
