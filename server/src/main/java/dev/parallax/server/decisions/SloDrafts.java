package dev.parallax.server.decisions;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.decision.Terms;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Seat;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Applied;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.ChangeGate.Change;
import dev.parallax.server.decisions.Chairs.Chair;
import dev.parallax.server.decisions.ProposalStore.Document;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changes of SLOs before they are proposed: the document to begin with, what would become of it,
/// and whether it fits.
@Singleton
class SloDrafts {
  private final SloChanges changes;
  private final Proposals proposals;
  private final Decisions decisions;
  private final Chairs chairs;
  private final Rhythm rhythm;
  private final Catalog catalog;
  private final Wording wording;
  private final InstantSource clock;

  SloDrafts(
      SloChanges changes,
      Proposals proposals,
      Decisions decisions,
      Chairs chairs,
      Rhythm rhythm,
      Catalog catalog,
      Wording wording,
      InstantSource clock) {
    this.changes = changes;
    this.proposals = proposals;
    this.decisions = decisions;
    this.chairs = chairs;
    this.rhythm = rhythm;
    this.catalog = catalog;
    this.wording = wording;
    this.clock = clock;
  }

  /// What would become of a proposal.
  ///
  /// @param sentence who decides, in words that can be read aloud
  /// @param may whether the reader can propose it
  /// @param proposers who can, in words
  /// @param asked who would be asked and until when, in words
  record Outlook(
      String slo,
      String title,
      String service,
      String serviceTitle,
      String sentence,
      boolean may,
      String proposers,
      String asked) {}

  /// An SLO as it is registered.
  ///
  /// @throws Refused if there is none of that name
  Slo current(SloId id) {
    return catalog
        .registry()
        .slo(id)
        .map(history -> history.versions().getLast().slo())
        .orElseThrow(
            () ->
                Refused.notFound(
                    "SLO '%s' is not registered.".formatted(id),
                    "What is changed is there already.",
                    "/services lists what is measured."));
  }

  /// The document to begin with: what was returned to this person, else the one of today.
  String document(Slo slo, @Nullable PersonRef person) {
    Stream<String> returned =
        decisions.open().stream()
            .filter(kept -> person != null && Proposals.isReturnedTo(kept, person))
            .flatMap(kept -> proposals.of(kept).stream())
            .filter(proposed -> proposed.slos().equals(List.of(slo.id())))
            .flatMap(proposed -> proposed.documents().stream())
            .map(Document::content);
    Stream<String> today =
        catalog.document(slo.id()).map(file -> Document.of(file).content()).stream();
    return Stream.concat(returned, today).findFirst().orElse("");
  }

  /// What would become of a change that is proposed now.
  Outlook outlook(Slo slo, @Nullable PersonRef reader) {
    Instant now = clock.instant();
    ServiceId service = slo.service();
    boolean may = reader != null && changes.mayPropose(service, reader);
    List<String> deciders = names(chairs(service, Capability.ANSWER, now));
    List<String> asked =
        names(
            chairs(service, Capability.CONSULT, now).stream()
                .filter(chair -> !may || !chair.person().equals(reader))
                .toList());
    Terms terms = rhythm.terms(now, false, false);
    return new Outlook(
        slo.id().value(),
        slo.displayName(),
        service.value(),
        catalog.registry().titleOf(service),
        "%s on a change of %s, by %s."
            .formatted(
                deciders.isEmpty()
                    ? "Nobody could decide"
                    : Counted.listed(deciders) + (deciders.size() == 1 ? " decides" : " decide"),
                slo.displayName(),
                wording.minute(terms.decideBy())),
        may,
        Counted.listed(names(changes.proposers(service))),
        asked.isEmpty()
            ? "The matrix asks nobody else."
            : "%s %s asked first, until %s."
                .formatted(
                    Counted.listed(asked),
                    asked.size() == 1 ? "is" : "are",
                    wording.minute(terms.consultUntil())));
  }

  private List<Chair> chairs(ServiceId service, Capability part, Instant now) {
    return chairs.in(new Seat(service, SloChanges.AGREE, part), Matter.opening(now), now);
  }

  private List<String> names(List<Chair> of) {
    return of.stream()
        .map(chair -> catalog.registry().roster().directory().nameOf(chair.person()))
        .distinct()
        .toList();
  }

  /// The change that another document for an SLO is.
  ///
  /// @throws Refused if it does not fit, is about something else, or changes nothing
  Change.OfSlos change(Slo slo, String text) {
    String path =
        catalog
            .document(slo.id())
            .map(SourceFile::path)
            .orElseThrow(
                () ->
                    Refused.invalid(
                        "%s has no document of its own.".formatted(slo.id()),
                        "Another document says what it means.",
                        "Change that one: parallax apply."));
    List<SourceFile> files = List.of(new Document(path, text).file());
    if (!isAbout(path, files)) {
      throw Refused.invalid(
          "The document is about something else, or has another name.",
          "This page changes the SLO '%s' alone.".formatted(slo.id()),
          "Keep its kind and its name; send others by parallax apply.");
    }
    if (slo.equals(catalog.asIf(files).get(slo.id()))) {
      throw Refused.invalid(
          "That is how it is already.",
          "A proposal changes what is measured or promised.",
          "Change a target, or something in the document.");
    }
    return new Change.OfSlos(slo.service(), List.of(slo.id()), files);
  }

  private boolean isAbout(String path, List<SourceFile> files) {
    return switch (catalog.registrable(files)) {
      case Checked.Rejected<Applied>(List<Problem> problems) ->
          throw Refused.invalid(
              problems.stream().map(Problem::toString).collect(Collectors.joining(" ")), "", "");
      case Checked.Ok<Applied>(Applied applied, _) ->
          applied.results().size() == 1
              && applied.results().stream()
                  .allMatch(each -> path.endsWith("%s %s".formatted(each.kind(), each.name())));
    };
  }
}
