package dev.parallax.governance.raci.lint;

import dev.parallax.governance.PersonaId;
import java.util.Map;

/// Which persona is usually led by which, where the matrix alone is known: engineers by their lead,
/// leads by managers, managers by directors and executives. Personas that no line joins are not
/// compared: a Product Owner neither leads nor follows an Engineering Manager.
///
/// An assumption from the charters of ADR-00002; who really reports to whom is known of people
/// only.
final class Ranks {
  private static final Map<String, String> LED_BY =
      Map.of(
          "developer", "architecture-lead",
          "architecture-lead", "engineering-manager",
          "engineering-manager", "director",
          "quality-engineer", "qe-manager",
          "qe-manager", "director",
          "sre", "sre-lead",
          "sre-lead", "sre-manager",
          "sre-manager", "director",
          "director", "executive");

  private Ranks() {}

  /// Whether one persona is led by the other, directly or through others.
  static boolean ledBy(PersonaId persona, PersonaId leader) {
    String above = LED_BY.get(persona.value());
    while (above != null && !above.equals(leader.value())) {
      above = LED_BY.get(above);
    }
    return above != null;
  }
}
