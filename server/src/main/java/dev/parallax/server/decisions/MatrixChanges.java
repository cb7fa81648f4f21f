package dev.parallax.server.decisions;

import dev.parallax.budget.ServiceId;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Scope;
import dev.parallax.governance.decision.DecisionId;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Seat;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.ChangeGate;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.decisions.Chairs.Chair;
import dev.parallax.server.identity.Tokens;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Counted;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The process of changing the matrix that holds: proposed by who keeps matrices, consulted on, and
/// agreed to by who answers for them.
///
/// Whoever would ask for it, decide it and have nobody to ask about it, changes it at once: on a
/// fresh installation that is the keeper.
@Singleton
class MatrixChanges implements ChangeGate, Decisions.Procedure {
  static final String PROCESS = "matrix-change";
  private static final String KEEP = "keep-matrix";
  private static final ServiceId PARALLAX = new ServiceId("parallax");

  private final Proposals proposals;
  private final Chairs chairs;
  private final Catalog catalog;
  private final Calling calling;
  private final Audit audit;
  private final InstantSource clock;

  MatrixChanges(
      Proposals proposals,
      Chairs chairs,
      Catalog catalog,
      Calling calling,
      Audit audit,
      InstantSource clock) {
    this.proposals = proposals;
    this.chairs = chairs;
    this.catalog = catalog;
    this.calling = calling;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return PROCESS;
  }

  @Override
  public boolean guards(Change change) {
    return change instanceof Change.OfMatrix matrix
        && calling.caller() instanceof Caller.Member member
        && !member.person().equals(Tokens.THIS_MACHINE)
        && chairs.mode(KEEP, service(matrix.scope())) == Mode.ENFORCING
        && !decidesAlone(member.person(), service(matrix.scope()));
  }

  private boolean decidesAlone(PersonRef person, ServiceId service) {
    List<Chair> heard =
        Stream.of(Capability.ANSWER, Capability.CONSULT, Capability.SIGN_OFF)
            .flatMap(part -> in(service, part).stream())
            .toList();
    return !in(service, Capability.ANSWER).isEmpty()
        && heard.stream().allMatch(chair -> chair.person().equals(person));
  }

  private List<Chair> in(ServiceId service, Capability part) {
    Instant now = clock.instant();
    return chairs.in(new Seat(service, KEEP, part), Matter.opening(now), now);
  }

  /// The service whose seats decide: for a system its first one, for the organisation Parallax as
  /// its own first service.
  private ServiceId service(Scope scope) {
    Registry registry = catalog.registry();
    return switch (scope) {
      case Scope.ServiceScope(ServiceId service) -> service;
      case Scope.SystemScope _ ->
          registry.services().keySet().stream()
              .filter(each -> registry.roster().directory().scopesOf(each).contains(scope))
              .findFirst()
              .orElse(PARALLAX);
      case Scope.Organisation _ -> PARALLAX;
    };
  }

  @Override
  public String propose(Change change) {
    Change.OfMatrix matrix = (Change.OfMatrix) change;
    ServiceId service = service(matrix.scope());
    String what = "the matrix of " + matrix.scope();
    Chair by = proposals.by(service, KEEP, "a change of " + what, false);
    DecisionId opened =
        proposals.propose(
            new Proposals.Wanted(
                PROCESS,
                KEEP,
                service,
                "%s (%s)"
                    .formatted(
                        what,
                        Counted.listed(matrix.documents().stream().map(this::named).toList())),
                "",
                false,
                List.of(),
                matrix.documents()),
            by);
    return Proposals.page(opened);
  }

  /// Such as "MatrixAdoption shop, changed".
  private String named(SourceFile file) {
    boolean isNew = catalog.text(file.path()).isEmpty();
    return "%s, %s"
        .formatted(file.path().substring(file.path().indexOf(' ') + 1), isNew ? "new" : "changed");
  }

  @Override
  public void passed(Change change) {
    if (change instanceof Change.OfMatrix matrix
        && chairs.mode(KEEP, service(matrix.scope())) == Mode.PERMISSIVE) {
      audit.record(
          audit.event(
              matrix.scope().toString(),
              AuditEvent.Outcome.DONE,
              "Registered without agreement, since '%s' is permissive for %s."
                  .formatted(KEEP, matrix.scope()),
              "enforcing, whoever answers for matrices would have been asked to agree"));
    }
  }

  @Override
  public void check(Kept kept) {
    proposals.check(kept);
  }

  @Override
  public void carryOut(Kept kept) {
    proposals.carryOut(kept);
  }
}
