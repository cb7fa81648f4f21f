package dev.parallax.server.sample;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Staffing;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.identity.Visitors;
import dev.parallax.server.shell.Counted;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The people of the sample organisation, as whom visitors come in: some of each persona.
@Singleton
final class SampleVisitors implements Visitors {
  private static final int MOST = 3;

  private final Catalog catalog;
  private final InstantSource clock;

  SampleVisitors(Catalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public List<Hat> hats() {
    Roster roster = catalog.registry().roster();
    Staffing staffing = roster.at(clock.instant());
    return roster.personas().distinct().stream()
        .filter(persona -> persona.origin().kind() == Persona.Kind.BUILT_IN)
        .map(persona -> new Hat(persona.name(), some(persona, roster, staffing)))
        .toList();
  }

  private static List<Visitor> some(Persona persona, Roster roster, Staffing staffing) {
    return staffing.people().stream()
        .flatMap(person -> of(persona, person, roster, staffing))
        .limit(MOST)
        .toList();
  }

  private static Stream<Visitor> of(
      Persona persona, PersonRef person, Roster roster, Staffing staffing) {
    return staffing.hats(person).stream()
        .filter(hat -> hat.persona().equals(persona.id()) && !hat.services().isEmpty())
        .map(
            hat ->
                new Visitor(
                    person,
                    roster.directory().nameOf(person),
                    "for " + Counted.of(hat.services().size(), "service", "services"),
                    "/home/%s?person=%s".formatted(persona.id(), person)));
  }
}
