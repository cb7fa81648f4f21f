package dev.parallax.server.charts;

import dev.parallax.server.charts.Box.Spot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds places for labels along a curve: near what they name, off the curve, off each other. A
/// label for which there is no such place gets none.
final class Labels {
  private static final double LINE = 15;
  private static final double ASIDE = 5;
  private static final double LEADER = 10;
  private static final double NEAR = 2.5;
  private static final int LEVELS_UP = 10;
  private static final int LEVELS_DOWN = 3;

  private final Box area;
  private final List<Spot> curve;
  private final List<Box> taken = new ArrayList<>();
  private final List<Double> rules;

  /// @param area where labels may stand
  /// @param curve what they must not cover
  /// @param rules heights of lines that they cover only when they must
  Labels(Box area, List<Spot> curve, List<Double> rules) {
    this.area = area;
    this.curve = List.copyOf(curve);
    this.rules = List.copyOf(rules);
  }

  /// Where the label of a spot goes, or nothing if there is no room.
  ///
  /// @param strong whether it is the one that people look for
  @Nullable Place place(Spot spot, String words, boolean strong) {
    Place best = null;
    double least = Double.POSITIVE_INFINITY;
    double top = highest(spot);
    for (int level = -LEVELS_DOWN; level <= LEVELS_UP; level++) {
      for (boolean right : new boolean[] {true, false}) {
        Spot start = new Spot(spot.x(), level >= 0 ? top : spot.y());
        Place place = new Place(words, start, box(start, words, level, right), right, strong);
        double cost = Math.abs(level) + (right ? 0 : 0.5) + (level < 0 ? 1.5 : 0) + rules(place);
        if (cost < least && free(place)) {
          best = place;
          least = cost;
        }
      }
    }
    if (best != null) {
      taken.add(best.box);
      taken.add(best.leader());
    }
    return best;
  }

  private static Box box(Spot spot, String words, int level, boolean right) {
    double width = Svg.width(words);
    double x = right ? spot.x() + ASIDE : spot.x() - ASIDE - width;
    double y = level >= 0 ? spot.y() - LEADER - LINE / 2 - level * LINE : spot.y() - level * LINE;
    return new Box(x, y, width, LINE);
  }

  /// The top of the curve right at a spot, which may stand in the middle of a fall.
  private double highest(Spot spot) {
    double top = spot.y();
    for (Spot near : curve) {
      top = Math.abs(near.x() - spot.x()) <= NEAR ? Math.min(top, near.y()) : top;
    }
    return top;
  }

  private boolean free(Place place) {
    if (!area.contains(place.box)) {
      return false;
    }
    for (Box box : taken) {
      if (box.meets(place.box) || box.meets(place.leader())) {
        return false;
      }
    }
    for (int i = 1; i < curve.size(); i++) {
      if (place.box.meets(curve.get(i - 1), curve.get(i))) {
        return false;
      }
    }
    return true;
  }

  private double rules(Place place) {
    return 2 * rules.stream().filter(y -> place.box.y() < y && y < place.box.bottom()).count();
  }

  /// A label and where it stands.
  ///
  /// @param spot what it names
  record Place(String words, Spot spot, Box box, boolean right, boolean strong) {
    Box leader() {
      double start = Math.min(spot.y(), box.y() + 2);
      double end = Math.max(spot.y(), box.bottom() - 3);
      return new Box(spot.x() - 1, start, 2, end - start);
    }

    void draw(Svg svg) {
      svg.line("mk", spot.x(), leader().y(), spot.x(), leader().bottom());
      double x = right ? box.x() : box.right();
      Svg.Anchor anchor = right ? Svg.Anchor.START : Svg.Anchor.END;
      svg.text(strong ? "mt strong" : "mt", x, box.y() + 11, anchor, words);
    }
  }
}
