package dev.parallax.server.charts;

/// A rectangle in units of a drawing, x to the right and y down.
record Box(double x, double y, double width, double height) {
  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  boolean meets(Box other) {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }

  boolean contains(Box other) {
    return x <= other.x && y <= other.y && other.right() <= right() && other.bottom() <= bottom();
  }

  /// Whether a straight line comes into this rectangle.
  boolean meets(Spot from, Spot to) {
    Spot left = from.x() <= to.x() ? from : to;
    Spot right = from.x() <= to.x() ? to : from;
    if (right.x() < x || left.x() > right()) {
      return false;
    }
    double width = right.x() - left.x();
    double slope = width == 0 ? 0 : (right.y() - left.y()) / width;
    double start = width == 0 ? left.y() : left.y() + slope * (Math.max(x, left.x()) - left.x());
    double end =
        width == 0 ? right.y() : left.y() + slope * (Math.min(right(), right.x()) - left.x());
    return Math.min(start, end) < bottom() && Math.max(start, end) > y;
  }

  /// A point of a drawing.
  record Spot(double x, double y) {}
}
