package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Accounts and one-time links in PostgreSQL.
@Singleton
final class AccountStore {
  private final Jdbi jdbi;
  private volatile @Nullable List<Account> accounts;

  AccountStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A link that can still be used.
  ///
  /// @param person whose it is; nothing for the first one
  record Link(String hash, @Nullable PersonRef person, Instant expiresAt) {}

  void inTransaction(Consumer<Handle> work) {
    jdbi.useTransaction(work::accept);
  }

  /// Every account. Asked often, also when the database does not answer, so kept until one changes.
  List<Account> all() {
    List<Account> known = accounts;
    if (known == null) {
      known =
          jdbi.withHandle(
              handle ->
                  handle
                      .createQuery("select * from account order by person")
                      .map((row, _) -> account(row))
                      .list());
      accounts = known;
    }
    return known;
  }

  /// Those who keep the installation, the first one first, this machine last.
  List<PersonRef> keepers() {
    return Stream.concat(
            all().stream()
                .filter(account -> account.keeper() && account.isOpen())
                .sorted(Comparator.comparing(Account::madeAt))
                .map(Account::person),
            Stream.of(Tokens.THIS_MACHINE))
        .toList();
  }

  Optional<Account> find(PersonRef person) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from account where person = :person")
                .bind("person", person.value())
                .map((row, _) -> account(row))
                .findOne());
  }

  Optional<String> password(PersonRef person) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select password from account where person = :person and ended_at is null and password is not null")
                .bind("person", person.value())
                .mapTo(String.class)
                .findOne());
  }

  /// Adds an account, or opens again and renames the one that is there; its password stays.
  void put(Handle transaction, Account account) {
    transaction
        .createUpdate(
            """
            insert into account (person, name, keeper, made_at, made_by)
            values (:person, :name, :keeper, :madeAt, :madeBy)
            on conflict (person) do update
              set name = excluded.name, keeper = excluded.keeper, ended_at = null
            """)
        .bind("person", account.person().value())
        .bind("name", account.name())
        .bind("keeper", account.keeper())
        .bind("madeAt", account.madeAt())
        .bind("madeBy", account.madeBy())
        .execute();
    transaction.afterCommit(() -> accounts = null);
  }

  void setPassword(Handle transaction, PersonRef person, String hash) {
    transaction
        .createUpdate("update account set password = :hash where person = :person")
        .bind("hash", hash)
        .bind("person", person.value())
        .execute();
    transaction.afterCommit(() -> accounts = null);
  }

  /// Cuts somebody off; their password is forgotten.
  void end(Handle transaction, PersonRef person, Instant at) {
    transaction
        .createUpdate(
            "update account set ended_at = :at, password = null, keeper = false where person = :person")
        .bind("at", at)
        .bind("person", person.value())
        .execute();
    forgetLinks(transaction, person);
    transaction.afterCommit(() -> accounts = null);
  }

  void addLink(Handle transaction, Link link, Instant now) {
    transaction
        .createUpdate(
            """
            insert into link (hash, person, made_at, expires_at)
            values (:hash, :person, :now, :expiresAt)
            """)
        .bind("hash", link.hash())
        .bind("person", link.person() == null ? null : link.person().value())
        .bind("now", now)
        .bind("expiresAt", link.expiresAt())
        .execute();
  }

  /// Earlier links of a person, or the first link, no longer work.
  void forgetLinks(Handle transaction, @Nullable PersonRef person) {
    transaction
        .createUpdate(
            "delete from link where person is not distinct from :person and used_at is null")
        .bind("person", person == null ? null : person.value())
        .execute();
  }

  Optional<Link> link(String hash, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from link where hash = :hash and used_at is null and expires_at > :now")
                .bind("hash", hash)
                .bind("now", now)
                .map((row, _) -> link(row))
                .findOne());
  }

  /// Uses a link up.
  ///
  /// @return whether it was still there: of two at once, one gets it
  boolean use(Handle transaction, String hash, Instant now) {
    return transaction
            .createUpdate(
                """
                update link set used_at = :now
                where hash = :hash and used_at is null and expires_at > :now
                """)
            .bind("hash", hash)
            .bind("now", now)
            .execute()
        == 1;
  }

  private static Account account(ResultSet row) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Account(
        new PersonRef(row.getString("person")),
        row.getString("name"),
        row.getBoolean("keeper"),
        row.getString("password") != null,
        ended == null ? null : ended.toInstant(),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getString("made_by"));
  }

  private static Link link(ResultSet row) throws SQLException {
    String person = row.getString("person");
    return new Link(
        row.getString("hash"),
        person == null ? null : new PersonRef(person),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}
