package dev.parallax.server.sample;

import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.PersonRef;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.decisions.Command;
import dev.parallax.server.decisions.Command.Verb;
import dev.parallax.server.decisions.Decisions;
import dev.parallax.server.decisions.Kept;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// What the sample's people want to change: one proposal in each stage, made through the same door
/// as everyone's.
@Singleton
class SampleDecisions {
  private static final PersonRef PROPOSER = new PersonRef("tomasz.wilczek");
  private static final PersonRef OWNER = new PersonRef("henrike.vollmer");

  private final Catalog catalog;
  private final Decisions decisions;
  private final Calling calling;
  private final InstantSource clock;

  SampleDecisions(Catalog catalog, Decisions decisions, Calling calling, InstantSource clock) {
    this.catalog = catalog;
    this.decisions = decisions;
    this.calling = calling;
    this.clock = clock;
  }

  /// Proposes them.
  @ActivateRequestContext
  void propose() {
    propose("notifications-delivery", "0.997", "0.995");
    answer(Verb.AGAINST, "Mend the exporter first: less than half is measured.");
    say(newest(), Verb.RETURN, OWNER, "Come again when it is measured.");

    propose("shipping-availability", "0.995", "0.998");
    answer(Verb.FOR, "It was kept all year, and the shop asks for it.");

    propose("shipping-quotes", "0.99", "0.985");
  }

  private void propose(String slo, String target, String instead) {
    calling.is(new Caller.Member(PROPOSER, "", Caller.Means.SESSION, Set.of(), clock.instant()));
    String text =
        catalog
            .wordings("SLO", slo)
            .getLast()
            .text()
            .replace("target: " + target, "target: " + instead);
    SourceFile file = new SourceFile("sample/proposed.yaml", text.getBytes(StandardCharsets.UTF_8));
    catalog.apply(List.of(file), Profile.LENIENT, false, PROPOSER.value());
  }

  private Kept newest() {
    return decisions.open().getLast();
  }

  private void answer(Verb verb, String why) {
    Kept kept = newest();
    kept.request().consulted().forEach(asked -> say(kept, verb, asked.person(), why));
  }

  private void say(Kept kept, Verb verb, PersonRef person, String why) {
    decisions.make(kept.id(), new Command(verb, why, null, null), person, "sample/" + person);
  }
}
