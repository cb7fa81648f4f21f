package dev.parallax.server.governance;

import dev.parallax.formats.Problem;
import dev.parallax.server.budgets.SloView;
import dev.parallax.server.catalog.Registry;
import java.util.List;

/// A service as its page shows it.
///
/// @param pin the statement that the address asks for; empty for the latest
/// @param facts what its documents say: tier, system, lifecycle, maintainer
/// @param needs the services that it depends on
/// @param neededBy the services that depend on it
/// @param seats the eleven personas
/// @param others further personas that someone fills or the organisation defined
record ServiceView(
    String id,
    String title,
    String description,
    String sentence,
    String back,
    String pin,
    List<Fact> facts,
    List<SloBlock> slos,
    List<Neighbour> needs,
    List<Neighbour> neededBy,
    List<SeatView> seats,
    List<SeatView> others,
    List<Registry.NotMeasured> notMeasured,
    List<Problem> findings) {
  record Fact(String name, String text) {}

  /// @param objectives the worst first
  record SloBlock(SloView slo, String href, List<ObjectiveRow> objectives) {}

  /// @param bar SVG
  record ObjectiveRow(SloView.ObjectiveView figures, String look, String bar) {}

  /// A service at the other end of a dependency.
  record Neighbour(String title, String href, String look, String stateText) {}
}
