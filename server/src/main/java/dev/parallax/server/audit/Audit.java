package dev.parallax.server.audit;

import dev.parallax.formats.audit.AuditHead;
import dev.parallax.formats.audit.AuditLink;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Gatekeeper;
import io.quarkus.arc.Arc;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What was done and what was refused, in an append-only chain.
///
/// What changes state is recorded in the same transaction, as the last thing in it: others who
/// record wait for its end. What changes none is recorded by itself. In a request, a call that
/// recorded nothing by itself is recorded at the gate when it has ended, so that each is recorded
/// once.
@Singleton
public class Audit {
  private static final int PAGE = 1_000;

  private final AuditStore store;
  private final AuditKey key;
  private final Calling calling;
  private final InstantSource clock;
  private final AuditHeads heads;
  private final Strangers strangers = new Strangers();

  Audit(AuditStore store, AuditKey key, AuditHeads heads, Calling calling, InstantSource clock) {
    this.heads = heads;
    this.store = store;
    this.key = key;
    this.calling = calling;
    this.clock = clock;
  }

  /// What a walk along the chain found.
  public sealed interface Verdict {
    /// Every event is as it was written, up to this one.
    record Whole(AuditHead head) implements Verdict {}

    /// An event is not as it was written, one is missing before it, or a head that was kept speaks
    /// of another one.
    record Broken(long sequence) implements Verdict {}
  }

  /// Records an event, or counts it where strangers make too many.
  public void record(AuditEvent event) {
    if (strangers.admits(event)) {
      store.add(event);
    }
    if (inRequest()) {
      calling.recorded();
    }
  }

  /// Records an event in the caller's transaction: it is there when, and only when, that commits.
  public void record(Handle transaction, AuditEvent event) {
    store.add(transaction, event);
    if (inRequest()) {
      transaction.afterCommit(calling::recorded);
    }
  }

  /// Records in the caller's transaction that this request's caller has done what they asked for;
  /// outside of a request, that the program did it by itself.
  ///
  /// @param subject what it was done to
  /// @param reason why, in the words of whoever did it; the ruling's if empty
  public void done(Handle transaction, String subject, String reason) {
    record(transaction, event(subject, AuditEvent.Outcome.DONE, reason, ""));
  }

  /// An event of this request's caller; outside of a request, of the program itself.
  ///
  /// @param detail what else helps to understand it; the request is added
  public AuditEvent event(
      String subject, AuditEvent.Outcome outcome, String reason, String detail) {
    Gatekeeper.Demand demand =
        Arc.container().requestContext().isActive() ? calling.demand() : null;
    if (demand == null) {
      return new AuditEvent(
          clock.instant(), AuditEvent.SELF, "", "", "", subject, outcome, reason, detail);
    }
    String what = demand.activity() + "/" + demand.deed().name().toLowerCase(Locale.ROOT);
    return new AuditEvent(
        clock.instant(),
        calling.caller().who(),
        calling.ruling().actingAs(),
        calling.ruling().onBehalfOf(),
        what,
        subject,
        outcome,
        reason.isEmpty() ? calling.ruling().reason() : reason,
        detail.isEmpty() ? calling.request() : calling.request() + "; " + detail);
  }

  /// The start of the program has a request context of its own, in which nobody wants anything.
  private boolean inRequest() {
    return Arc.container().requestContext().isActive() && calling.demand() != null;
  }

  /// Where the chain ends at this moment, signed.
  public AuditHead head() {
    return signed(store.last());
  }

  /// Where the chain ends for a transaction, signed.
  public AuditHead head(Handle transaction) {
    return signed(AuditStore.last(transaction));
  }

  private AuditHead signed(Optional<AuditStore.Row> last) {
    return AuditHead.sign(
        key.keys(),
        store.installation().toString(),
        last.map(AuditStore.Row::sequence).orElse(0L),
        last.map(AuditStore.Row::hash).orElse(AuditLink.NOTHING),
        clock.instant());
  }

  /// The heads that were kept, a line each: what somebody cut off the chain is seen by them.
  public String keptHeads() {
    return heads.all().stream().map(head -> head.line() + "\n").collect(Collectors.joining());
  }

  /// Whether the chain in a database ends where a head says, and is whole up to there.
  public static boolean leadsTo(Handle database, AuditHead head) {
    boolean ends =
        AuditStore.last(database)
            .map(last -> last.sequence() == head.sequence() && last.hash().equals(head.hash()))
            .orElse(head.sequence() == 0);
    return ends && AuditStore.broken(database, head.sequence(), Map.of()) == 0;
  }

  /// Adds an event to the chain in a database that no program serves.
  public static void add(Handle database, AuditEvent event) {
    AuditStore.append(database, event);
  }

  /// The newest events, the newest first.
  ///
  /// @param before the number that they come before; 0 for the end
  List<Listed> newest(long before, Wanted wanted, int most) {
    return store
        .newest(before > 0 ? before : Long.MAX_VALUE, wanted.who(), wanted.outcome(), most)
        .stream()
        .map(row -> new Listed(row.sequence(), row.event()))
        .toList();
  }

  /// Which events somebody looks for.
  ///
  /// @param who a part of who did it; empty for everybody
  /// @param outcome the word of it; empty for all
  record Wanted(String who, String outcome) {
    public boolean isAll() {
      return who.isEmpty() && outcome.isEmpty();
    }
  }

  /// How many calls were refused since then.
  long refused(Instant since) {
    return store.count(AuditEvent.Outcome.REFUSED, since);
  }

  /// An event and its number.
  record Listed(long sequence, AuditEvent event) {}

  /// Writes all events and a signed head, a line each; `parallax audit verify` checks them.
  void export(OutputStream to) throws IOException {
    AuditHead head = head();
    long sequence = 0;
    while (sequence < head.sequence()) {
      List<AuditStore.Row> rows = store.after(sequence, PAGE);
      for (AuditStore.Row row : rows) {
        if (row.sequence() <= head.sequence()) {
          to.write((row.link().line() + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      if (rows.isEmpty()) {
        break;
      }
      sequence = rows.getLast().sequence();
    }
    to.write((head.line() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// What it does by itself, every second or so.
  void round() {
    Instant now = clock.instant();
    strangers.due(now).ifPresent(store::add);
    if (heads.isDue(now)) {
      heads.keep(head());
    }
  }

  /// The program ends: what was counted is told now.
  void tellTheRest() {
    strangers.rest(clock.instant()).ifPresent(store::add);
  }

  /// Walks along the whole chain in the database, and holds it against the heads that were kept.
  public Verdict verify() {
    AuditHead head = head();
    Map<Long, String> kept = kept(head);
    long wrong = store.broken(head.sequence(), kept);
    if (wrong > 0) {
      return new Verdict.Broken(wrong);
    }
    long end = head.sequence();
    return kept.keySet().stream().anyMatch(each -> each > end)
        ? new Verdict.Broken(end + 1)
        : new Verdict.Whole(head);
  }

  /// The hash of the last event of each head that this installation kept.
  private Map<Long, String> kept(AuditHead now) {
    return heads.all().stream()
        .filter(each -> each.installation().equals(now.installation()))
        .filter(each -> each.key().equals(now.key()) && each.sequence() > 0)
        .collect(Collectors.toMap(AuditHead::sequence, AuditHead::hash, (first, _) -> first));
  }
}
