package dev.parallax.server.budgets;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.SloId;
import dev.parallax.server.shell.Refused;
import java.util.function.Function;

/// Names as they come in addresses.
final class Names {
  private Names() {}

  static SloId slo(String text) {
    return read("SLO", text, SloId::new);
  }

  static ServiceId service(String text) {
    return read("service", text, ServiceId::new);
  }

  private static <T> T read(String what, String text, Function<String, T> constructor) {
    try {
      return constructor.apply(text);
    } catch (IllegalArgumentException e) {
      throw Refused.notFound(
          "There is no %s of that name.".formatted(what),
          "Names are 1 to 63 of a-z 0-9 - . _, starting and ending with a letter or digit.",
          "/services lists what there is.");
    }
  }
}
