package dev.parallax.server.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Directory;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Staffing;
import dev.parallax.governance.seat.Absence;
import dev.parallax.governance.seat.Act;
import dev.parallax.governance.seat.Availability;
import dev.parallax.governance.seat.Delegation;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.ReportingLines;
import dev.parallax.governance.seat.Ruling;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.SeatPlan.Ladder;
import dev.parallax.governance.seat.Sitter;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.identity.Account;
import dev.parallax.server.identity.Accounts;
import dev.parallax.server.identity.Tokens;
import dev.parallax.server.shell.Lately;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What people ask about seats: who fills a persona of a service, why, who wears which hats, and
/// what nobody fills.
@Singleton
public class Seats {
  /// How many are kept: of now, of the newest statement, and of one in the past.
  private static final int STAFFINGS = 3;

  private final Catalog catalog;
  private final Handovers handovers;
  private final Accounts accounts;
  private final InstantSource clock;
  private final Lately<Instant, Staffing> staffings = new Lately<>(STAFFINGS);
  private final Lately<Instant, Census> censuses = new Lately<>(1);
  private volatile @Nullable Compiled compiled;

  Seats(Catalog catalog, Handovers handovers, Accounts accounts, InstantSource clock) {
    this.catalog = catalog;
    this.handovers = handovers;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// A plan and what it was compiled from.
  private record Compiled(Registry registry, Handovers.Kept kept, SeatPlan plan) {
    boolean isOf(Registry now, Handovers.Kept held, List<PersonRef> keepers) {
      return registry.revision() == now.revision()
          && kept.reading() == held.reading()
          && plan.ladder().keepers().equals(keepers);
    }
  }

  /// Who sits where, as registry, absences, hand-overs and the keepers' accounts say now. Kept
  /// until one of them changes.
  public SeatPlan plan() {
    Registry registry = catalog.registry();
    Handovers.Kept kept = handovers.kept();
    List<PersonRef> keepers = accounts.keepers().stream().sorted().toList();
    Compiled known = compiled;
    if (known != null && known.isOf(registry, kept, keepers)) {
      return known.plan();
    }
    Directory directory = registry.roster().directory();
    SeatPlan plan =
        new SeatPlan(
            registry.roster(),
            registry.matrices(),
            Availability.of(directory, kept.absences()),
            kept.delegations(),
            new Ladder(ReportingLines.of(directory), keepers));
    compiled = new Compiled(registry, kept, plan);
    return plan;
  }

  /// Whether somebody may do something now, and who may instead.
  public Ruling mayDo(PersonRef person, Act act) {
    Instant now = clock.instant();
    return plan().mayDo(person, act, Matter.opening(now), now);
  }

  /// Everybody's hats at one minute, with the registry that they were read from.
  ///
  /// @param at the minute that it is about
  /// @param accounts what those are called who have an account, whether the directory lists them or
  ///   not
  public record Census(
      Registry registry, Staffing staffing, Instant at, Map<PersonRef, String> accounts) {
    public Census {
      accounts = Map.copyOf(accounts);
    }

    public Roster roster() {
      return registry.roster();
    }

    /// Who fills a persona of a service at that minute, and why.
    public Resolution resolve(PersonaId persona, ServiceId service) {
      return roster().resolve(persona, service, at());
    }

    /// What people call someone; the login where nobody knows a name.
    public String nameOf(PersonRef person) {
      return roster()
          .directory()
          .person(person)
          .map(Directory.Person::name)
          .orElseGet(() -> accounts.getOrDefault(person, person.value()));
    }

    /// Those in a seat whom people can ask. Whoever may read the data folder of the machine is
    /// named where there is nobody else.
    public List<Sitter> named(List<Sitter> sitters) {
      List<Sitter> people =
          sitters.stream().filter(each -> !each.person().equals(Tokens.THIS_MACHINE)).toList();
      return people.isEmpty() ? sitters : people;
    }

    /// Whether the directory, an assignment or an account knows somebody.
    boolean knows(PersonRef person) {
      return roster().directory().person(person).isPresent()
          || staffing.people().contains(person)
          || accounts.containsKey(person);
    }
  }

  /// Everybody's hats this minute. Kept until the minute ends or the registry changes.
  public Census now() {
    Registry registry = catalog.registry();
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    return censuses.of(
        registry,
        minute,
        () -> new Census(registry, staffing(registry.roster(), minute), minute, names()));
  }

  /// Everybody's hats at an instant, as the register says today. Worked out once for all instants
  /// between which nobody's hats change.
  Staffing staffing(Roster roster, Instant at) {
    return staffings.of(roster, roster.steadySince(at), () -> roster.at(at));
  }

  private Map<PersonRef, String> names() {
    return accounts.all().stream().collect(Collectors.toMap(Account::person, Account::name));
  }

  /// Who fills a persona of a service at an instant, and why, as the register says today.
  public Resolution resolve(PersonaId persona, ServiceId service, Instant at) {
    return catalog.registry().roster().resolve(persona, service, at);
  }

  /// The person of that login.
  ///
  /// @throws Refused if neither the directory nor an assignment nor an account knows it
  public PersonRef person(String login) {
    return person(login, now());
  }

  static PersonRef person(String login, Census census) {
    return parsed(login)
        .filter(census::knows)
        .orElseThrow(
            () ->
                Refused.notFound(
                    "There is no person '%s'.".formatted(login),
                    "A person is known by the login that a User document, an assignment or an account names.",
                    "Look the name up under /people."));
  }

  /// The service of that id, however it is written.
  ///
  /// @throws Refused if nobody registered it
  public Service service(String id) {
    return ServicePages.known(now().registry(), id);
  }

  /// Somebody hands over what they hold.
  ///
  /// @param by who enters it
  /// @throws Refused if the plan has something against it
  public void delegate(Delegation given, PersonRef by) {
    handovers.give(given, plan(), stamp(by));
  }

  /// What somebody handed over goes back to them.
  ///
  /// @throws Refused if it is not theirs, or has ended
  public void revoke(String id, PersonRef whose, PersonRef by) {
    handovers.revoke(handovers.delegation(id, whose), stamp(by));
  }

  /// Somebody will be away.
  public void away(Absence absence, PersonRef by) {
    handovers.away(absence, stamp(by));
  }

  /// Somebody is back, or will not go.
  ///
  /// @throws Refused if the absence is not theirs, or has ended
  public void back(String id, PersonRef whose, PersonRef by) {
    handovers.back(handovers.absence(id, whose), stamp(by));
  }

  private HandoverStore.Stamp stamp(PersonRef by) {
    return new HandoverStore.Stamp(clock.instant().truncatedTo(ChronoUnit.MICROS), by);
  }

  private static Optional<PersonRef> parsed(String login) {
    try {
      return Optional.of(new PersonRef(login));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
