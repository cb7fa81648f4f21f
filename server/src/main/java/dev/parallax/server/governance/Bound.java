package dev.parallax.server.governance;

import java.util.Set;

/// The activities that something in the product is bound to: an endpoint demands a part in them, or
/// a process hands out their work.
final class Bound {
  static final Set<String> ACTIVITIES =
      Set.of(
          "propose",
          "agree",
          "measure-track",
          "keep-catalogue",
          "keep-register",
          "keep-matrix",
          "correct-ledger",
          "connect-signals",
          "keep-installation",
          "read-audit");

  private Bound() {}
}
