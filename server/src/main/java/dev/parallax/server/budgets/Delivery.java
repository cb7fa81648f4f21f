package dev.parallax.server.budgets;

import java.util.Arrays;

/// Samples of one sender that somebody wants, with where they go, column by column.
final class Delivery {
  private Route[] routes = new Route[16];
  private long[] millis = new long[16];
  private double[] values = new double[16];
  private int size;

  void add(Route route, long epochMillis, double value) {
    if (size == routes.length) {
      int room = size * 2;
      routes = Arrays.copyOf(routes, room);
      millis = Arrays.copyOf(millis, room);
      values = Arrays.copyOf(values, room);
    }
    routes[size] = route;
    millis[size] = epochMillis;
    values[size++] = value;
  }

  int size() {
    return size;
  }

  Route route(int index) {
    return routes[index];
  }

  long epochMillis(int index) {
    return millis[index];
  }

  double value(int index) {
    return values[index];
  }
}
