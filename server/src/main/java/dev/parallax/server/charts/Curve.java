package dev.parallax.server.charts;

import dev.parallax.server.charts.Box.Spot;
import dev.parallax.server.charts.BurnDown.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Shares over time as a line that breaks where nothing is known, with the areas between it and
/// zero, and with what lies beneath the picture told apart.
final class Curve {
  private final ShareAxis shares;
  private final List<List<Sample>> runs = new ArrayList<>();

  Curve(List<Point> points, TimeAxis times, ShareAxis shares) {
    this.shares = shares;
    List<Sample> run = new ArrayList<>();
    for (Point point : points) {
      if (Double.isNaN(point.leftRatio())) {
        close(run);
        run = new ArrayList<>();
      } else {
        run.add(new Sample(times.x(point.at()), point.leftRatio()));
      }
    }
    close(run);
  }

  private void close(List<Sample> run) {
    if (!run.isEmpty()) {
      runs.add(crossing(crossing(thinned(run), 0), shares.bottom()));
    }
  }

  /// The same picture from fewer points: of those that fall on one unit of width, the first, the
  /// extremes and the last.
  private static List<Sample> thinned(List<Sample> run) {
    List<Sample> kept = new ArrayList<>();
    int i = 0;
    while (i < run.size()) {
      int end = i;
      int low = i;
      int high = i;
      while (end < run.size() && Math.floor(run.get(end).x) == Math.floor(run.get(i).x)) {
        low = run.get(end).ratio < run.get(low).ratio ? end : low;
        high = run.get(end).ratio > run.get(high).ratio ? end : high;
        end++;
      }
      Stream.of(i, low, high, end - 1).sorted().distinct().map(run::get).forEach(kept::add);
      i = end;
    }
    return kept;
  }

  /// The same line with a point of its own wherever it crosses a level.
  private static List<Sample> crossing(List<Sample> run, double level) {
    List<Sample> crossed = new ArrayList<>();
    for (Sample sample : run) {
      if (!crossed.isEmpty()) {
        Sample last = crossed.getLast();
        if ((last.ratio - level) * (sample.ratio - level) < 0) {
          double part = (last.ratio - level) / (last.ratio - sample.ratio);
          crossed.add(new Sample(last.x + part * (sample.x - last.x), level));
        }
      }
      crossed.add(sample);
    }
    return crossed;
  }

  /// The line as far as the picture goes.
  String line() {
    return path(false);
  }

  /// The line where it lies beneath the picture, along the picture's lower edge.
  String beneath() {
    return path(true);
  }

  private String path(boolean beneath) {
    StringBuilder data = new StringBuilder();
    for (List<Sample> run : runs) {
      boolean drawing = false;
      for (int i = 0; i < run.size(); i++) {
        Sample from = run.get(Math.max(0, i - 1));
        Sample to = run.get(i);
        boolean wanted = (i > 0 || run.size() == 1) && beneath == (beneath(from) || beneath(to));
        if (wanted) {
          data.append(drawing ? "" : "M" + place(from)).append('L').append(place(to));
        }
        drawing = wanted;
      }
    }
    return data.toString();
  }

  /// What lies between the line and zero: above it what is left, else what is overspent.
  String area(boolean left) {
    StringBuilder data = new StringBuilder();
    for (List<Sample> run : runs) {
      if (run.stream().noneMatch(sample -> left ? sample.ratio > 0 : sample.ratio < 0)) {
        continue;
      }
      data.append('M').append(place(new Sample(run.getFirst().x, 0)));
      for (Sample sample : run) {
        double ratio = left ? Math.max(0, sample.ratio) : Math.min(0, sample.ratio);
        data.append('L').append(place(new Sample(sample.x, ratio)));
      }
      data.append('L').append(place(new Sample(run.getLast().x, 0))).append('Z');
    }
    return data.toString();
  }

  List<Spot> spots() {
    return runs.stream().flatMap(List::stream).map(this::spot).toList();
  }

  /// Where the line is at an x, or at the nearest point it has.
  Spot at(double x) {
    Spot nearest = new Spot(x, shares.y(1));
    double least = Double.POSITIVE_INFINITY;
    for (List<Sample> run : runs) {
      for (Sample sample : run) {
        double distance = Math.abs(sample.x - x);
        if (distance < least) {
          least = distance;
          nearest = new Spot(x, shares.y(sample.ratio));
        }
      }
    }
    return nearest;
  }

  private boolean beneath(Sample sample) {
    return shares.cut() && sample.ratio < shares.bottom();
  }

  private String place(Sample sample) {
    return Svg.spot(sample.x, shares.y(sample.ratio));
  }

  private Spot spot(Sample sample) {
    return new Spot(sample.x, shares.y(sample.ratio));
  }

  private record Sample(double x, double ratio) {}
}
