package dev.parallax.server.budgets;

import dev.parallax.budget.Adjustment;
import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.StatementId;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.shell.Configuration;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What people do with budgets: read a statement, open a figure, enter an adjustment, bring a
/// history.
///
/// A statement speaks of an instant that lies a little back (`parallax.statement.settle`), so that
/// samples on their way arrive before they are spoken of.
@Singleton
public class Budgets {
  /// The name of the newest statement.
  static final String LATEST = "latest";

  /// How long who asks for the newest statement waits while another draws it.
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private final LedgerKeeper keeper;
  private final Catalog catalog;
  private final Audit audit;
  private final InstantSource clock;
  private final Duration settle;
  private final Remembered drawn = new Remembered();
  private final ReentrantLock drawing = new ReentrantLock();
  private volatile @Nullable Statement latest;

  /// The statements that were asked for last, and no more than memory has room for.
  private static final class Remembered {
    private static final int MOST_STATEMENTS = 64;
    private static final int MOST_SLOS = 200_000;

    private final LinkedHashMap<StatementId, Statement> byId = new LinkedHashMap<>();
    private int slos;

    synchronized @Nullable Statement get(StatementId id) {
      return byId.get(id);
    }

    synchronized void put(Statement statement) {
      if (byId.putIfAbsent(statement.id(), statement) != null) {
        return;
      }
      slos += statement.slos().size();
      while (byId.size() > MOST_STATEMENTS || (byId.size() > 1 && slos > MOST_SLOS)) {
        slos -= byId.pollFirstEntry().getValue().slos().size();
      }
    }
  }

  Budgets(
      LedgerKeeper keeper,
      Catalog catalog,
      Audit audit,
      InstantSource clock,
      Configuration configuration) {
    this.audit = audit;
    this.keeper = keeper;
    this.catalog = catalog;
    this.clock = clock;
    this.settle = configuration.statement().settle();
  }

  /// The newest statement: at most a minute older than what has settled, and of the newest
  /// revision; the one before it while a new one takes long to draw.
  public Statement latest() {
    Statement known = latest;
    if (known != null && isOfNewestRevision(known)) {
      return known;
    }
    if (known == null) {
      drawing.lock();
    } else if (!getsTurn()) {
      return known;
    }
    try {
      Statement meanwhile = latest;
      return meanwhile != null && isOfNewestRevision(meanwhile) ? meanwhile : drawLatest();
    } finally {
      drawing.unlock();
    }
  }

  /// The instant of the newest statement that was drawn.
  Optional<Instant> stated() {
    return Optional.ofNullable(latest).map(Statement::asOf);
  }

  private boolean isOfNewestRevision(Statement statement) {
    return statement.id().revision() == keeper.revision() && !keeper.hasPastChanged();
  }

  private boolean getsTurn() {
    try {
      return drawing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Draws the statement of the newest settled minute; one at a time.
  Statement drawLatest() {
    drawing.lock();
    try {
      Statement statement = remember(keeper.state(clock.instant().minus(settle)));
      latest = statement;
      return statement;
    } finally {
      drawing.unlock();
    }
  }

  /// When the next minute has settled.
  Instant nextSettled(Instant now) {
    return now.minus(settle)
        .truncatedTo(ChronoUnit.MINUTES)
        .plus(1, ChronoUnit.MINUTES)
        .plus(settle);
  }

  /// The statement of any instant that has settled, as the past is known now.
  public Statement at(Instant asOf) {
    Instant newest = clock.instant().minus(settle);
    if (asOf.isAfter(newest)) {
      throw Refused.invalid(
          "asOf=%s: that is not measured yet.".formatted(asOf),
          "A statement speaks of instants up to %s, %d s back, when samples on their way have arrived."
              .formatted(newest, settle.toSeconds()),
          "Ask for an earlier instant, or for `latest`.");
    }
    long minute = Math.floorDiv(asOf.getEpochSecond(), 60L);
    Statement known = drawn.get(new StatementId(minute, keeper.revision()));
    return known == null ? remember(keeper.state(asOf)) : known;
  }

  /// The statement of an instant that somebody names.
  Statement asked(Instant asOf) {
    if (asOf.isBefore(EARLIEST)) {
      throw Refused.invalid(
          "%s lies too far back.".formatted(asOf),
          "Statements are drawn from the year 2000 on; nothing older is measured.",
          "Ask for a later instant.");
    }
    return at(asOf);
  }

  /// The statement of that name, as it was when it was given out.
  public Statement named(String name) {
    if (name.equals(LATEST)) {
      return latest();
    }
    StatementId id =
        StatementId.parse(name)
            .orElseThrow(
                () ->
                    Refused.notFound(
                        "Statement '%s' does not exist.".formatted(name),
                        "A statement's name looks like S-WJ5T6-3, or is `latest`.",
                        "Copy it from the foot of a page."));
    Statement known = drawn.get(id);
    if (known != null) {
      return known;
    }
    if (id.revision() > keeper.revision()
        || id.asOf().isAfter(clock.instant())
        || id.asOf().isBefore(EARLIEST)) {
      throw Refused.notFound(
          "Statement '%s' does not exist.".formatted(id),
          "It names an instant or a revision that has not come yet, or one before the year 2000.",
          "Ask for `latest`.");
    }
    if (id.revision() == keeper.revision()) {
      Statement now = at(id.asOf());
      if (now.id().equals(id)) {
        return now;
      }
      // The past has changed meanwhile: what was asked for is older than what was drawn.
    }
    return remember(keeper.redraw(id));
  }

  /// The statement of an earlier instant, as the past was known to a statement: comparing with it
  /// gives the same words whenever that statement is read again.
  public Statement before(Statement statement, Instant then) {
    long minute = Math.floorDiv(then.getEpochSecond(), 60L);
    return named(new StatementId(minute, statement.id().revision()).toString());
  }

  private Statement remember(Statement statement) {
    drawn.put(statement);
    return statement;
  }

  /// What a statement would say of an SLO if that wording had always been in force. What it counts
  /// was measured for the wording of today, so the indicators must be the same.
  public SloFigures under(Statement statement, Slo wording) {
    SloHistory always = new SloHistory(List.of(new SloHistory.Version(1, wording, Instant.EPOCH)));
    return read(
        statement,
        wording.id(),
        ledger -> Statement.figures(always, ledger, statement.asOf(), Statement.Terms.DEFAULT));
  }

  /// Reads what the ledger holds of an SLO, as a statement saw it.
  <T> T read(Statement statement, SloId slo, Function<BudgetLedger, T> reading) {
    return keeper.readAt(statement.id().revision(), slo, reading);
  }

  /// Enters an adjustment; it counts in every statement that is drawn from now on.
  ///
  /// @return whether it is new
  public boolean enter(Adjustment adjustment) {
    SloId slo = adjustment.entry().slo();
    if (catalog.registry().slo(slo).isEmpty()) {
      throw Refused.notFound(
          "SLO '%s' does not exist.".formatted(slo),
          "An adjustment belongs to a registered SLO.",
          "Look up its name under /services.");
    }
    Adjustment.Entry entry = adjustment.entry();
    return keeper.enter(
        adjustment, transaction -> audit.done(transaction, slo + "/" + entry.id(), entry.reason()));
  }

  /// Adds the minutes of a history that are not there yet.
  ///
  /// @param history ascending by minute
  /// @return how many minutes were new
  public long bring(SliId sli, Iterator<Slice> history) {
    return keeper.importMissing(sli, history::forEachRemaining);
  }

  /// An indicator of an SLO.
  ///
  /// @param name its name, or nothing where the SLO has one alone
  SliId sli(SloId slo, @Nullable String name) {
    List<SliId> all =
        catalog
            .registry()
            .slo(slo)
            .map(
                history ->
                    history.versions().getLast().slo().slis().keySet().stream().sorted().toList())
            .orElseThrow(
                () ->
                    Refused.notFound(
                        "SLO '%s' does not exist.".formatted(slo),
                        "Slices belong to a registered SLO.",
                        "Look up its name under /services."));
    if (name == null && all.size() == 1) {
      return all.getFirst();
    }
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.notFound(
                    name == null
                        ? "sli is missing.".formatted()
                        : "SLO '%s' has no indicator '%s'.".formatted(slo, name),
                    "Its indicators are %s.".formatted(all.stream().map(SliId::name).toList()),
                    "Name one of them."));
  }

  /// The slices of an SLI as they are measured now, empty minutes left out.
  List<Slice> slices(SliId sli, long fromMinute, long untilMinute) {
    return keeper.read(ledger -> ledger.slices(sli, fromMinute, untilMinute));
  }

  /// How far the slices of an SLI reach: the first minute after the newest, or [Long#MIN_VALUE].
  public long endMinute(SliId sli) {
    return keeper.read(ledger -> ledger.endMinute(sli));
  }

  /// How far back the slices of an SLI reach: the first minute with a measurement, or
  /// [Long#MAX_VALUE].
  public long firstMinute(SliId sli) {
    return keeper.read(ledger -> ledger.firstMinute(sli));
  }
}
