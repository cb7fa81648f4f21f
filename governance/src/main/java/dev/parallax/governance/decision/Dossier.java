package dev.parallax.governance.decision;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.decision.Move.Delegate;
import dev.parallax.governance.decision.Move.Opine;
import dev.parallax.governance.decision.Move.Resubmit;
import dev.parallax.governance.decision.Move.Waive;
import dev.parallax.governance.decision.Request.Consulted;
import dev.parallax.governance.raci.Capability;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that was said and done about a decision so far.
///
/// @param request as it was asked last
/// @param round how often it was asked, from 1
/// @param terms with everything that moved them on
/// @param extensions how often the deadline was moved on in this round
/// @param responsible who does the work: who asked, unless it was given to somebody else
/// @param delegated to whom the one who decides gave it; null where nobody did
/// @param moves everything that was done, in order, of all rounds
public record Dossier(
    Request request,
    int round,
    Terms terms,
    int extensions,
    PersonRef responsible,
    @Nullable Delegate delegated,
    List<Move> moves) {
  public Dossier {
    moves = List.copyOf(moves);
  }

  static Dossier of(Request request) {
    return new Dossier(request, 1, request.terms(), 0, request.asked().who(), null, List.of());
  }

  /// The newest opinion of each who answered in this round, in the order of their first answers.
  public List<Opine> opinions() {
    Map<PersonRef, Opine> newest = new LinkedHashMap<>();
    ofThisRound(Opine.class).forEach(each -> newest.put(each.act().who(), each));
    return List.copyOf(newest.values());
  }

  /// Who of those asked in this round has neither answered nor been waived.
  public List<Consulted> silent() {
    return request.consulted().stream()
        .filter(each -> opinionOf(each.person()).isEmpty() && waiverOf(each.person()).isEmpty())
        .toList();
  }

  /// What a person said in this round; the newest.
  public Optional<Opine> opinionOf(PersonRef person) {
    return opinions().stream().filter(each -> each.act().who().equals(person)).findFirst();
  }

  /// By what a person is not waited for in this round.
  public Optional<Waive> waiverOf(PersonRef person) {
    return ofThisRound(Waive.class).filter(each -> each.consulted().equals(person)).findFirst();
  }

  /// Who is waited for at an instant. It may be decided when this is nobody: everybody answered, or
  /// was waived, or the window has ended.
  public List<Consulted> waitingFor(Instant at) {
    return at.isBefore(terms.consultUntil()) ? silent() : List.of();
  }

  /// Whether it should have been decided.
  public boolean isOverdue(Instant at) {
    return !at.isBefore(terms.decideBy());
  }

  boolean isAsked(PersonRef person) {
    return request.consulted().stream().anyMatch(each -> each.person().equals(person));
  }

  boolean hasHeldAsConsulted(PersonRef person) {
    return moves.stream()
        .filter(Move.Hold.class::isInstance)
        .map(Move::act)
        .anyMatch(act -> act.part() == Capability.CONSULT && act.who().equals(person));
  }

  /// Whether a person asked for it, or does the work now.
  boolean isOwn(PersonRef person) {
    return request.asked().who().equals(person) || responsible.equals(person);
  }

  private <M extends Move> Stream<M> ofThisRound(Class<M> kind) {
    int begin = 0;
    for (int i = 0; i < moves.size(); i++) {
      if (moves.get(i) instanceof Resubmit) {
        begin = i + 1;
      }
    }
    return moves.subList(begin, moves.size()).stream().filter(kind::isInstance).map(kind::cast);
  }

  Dossier with(Move move) {
    List<Move> longer = Stream.concat(moves.stream(), Stream.of(move)).toList();
    return new Dossier(request, round, terms, extensions, responsible, delegated, longer);
  }

  Dossier extendedTo(Instant decideBy) {
    Terms later = terms.extendedTo(decideBy);
    return new Dossier(request, round, later, extensions + 1, responsible, delegated, moves);
  }

  Dossier paused(Duration pause) {
    Terms later = terms.extendedTo(terms.decideBy().plus(pause));
    return new Dossier(request, round, later, extensions, responsible, delegated, moves);
  }

  Dossier given(PersonRef to) {
    return new Dossier(request, round, terms, extensions, to, delegated, moves);
  }

  Dossier handed(Delegate to) {
    return new Dossier(request, round, terms, extensions, responsible, to, moves);
  }

  Dossier again(Request changed) {
    return new Dossier(changed, round + 1, changed.terms(), 0, responsible, null, moves);
  }
}
