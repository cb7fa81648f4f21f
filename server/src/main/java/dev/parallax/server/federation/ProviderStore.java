package dev.parallax.server.federation;

import dev.parallax.governance.Directory;
import dev.parallax.governance.PersonRef;
import dev.parallax.server.shell.Revisions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Sessions that the provider vouches for, and whom it has vouched for, in PostgreSQL.
@Singleton
final class ProviderStore {
  private final Jdbi jdbi;
  private final Revisions revisions;
  private final InstantSource clock;

  ProviderStore(Jdbi jdbi, Revisions revisions, InstantSource clock) {
    this.clock = clock;
    this.jdbi = jdbi;
    this.revisions = revisions;
  }

  InstantSource clock() {
    return clock;
  }

  /// @param sid by which the provider knows the session; nothing where it does not say
  /// @param sealed what it gave, readable with the cookie
  record Row(
      String hash,
      PersonRef person,
      String subject,
      @Nullable String sid,
      String sealed,
      Instant vouchedAt) {}

  <T> T inTransaction(Function<Handle, T> work) {
    return jdbi.inTransaction(work::apply);
  }

  void add(Handle transaction, Row row) {
    transaction
        .createUpdate(
            """
            insert into provider_session (hash, person, subject, sid, sealed, vouched_at)
            values (:hash, :person, :subject, :sid, :sealed, :at)
            """)
        .bind("hash", row.hash())
        .bind("person", row.person().value())
        .bind("subject", row.subject())
        .bind("sid", row.sid())
        .bind("sealed", row.sealed())
        .bind("at", row.vouchedAt())
        .execute();
  }

  Optional<Row> find(String hash) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from provider_session where hash = :hash")
                .bind("hash", hash)
                .map(
                    (row, _) ->
                        new Row(
                            row.getString("hash"),
                            new PersonRef(row.getString("person")),
                            row.getString("subject"),
                            row.getString("sid"),
                            row.getString("sealed"),
                            row.getObject("vouched_at", OffsetDateTime.class).toInstant()))
                .findOne());
  }

  void vouched(String hash, String sealed, Instant at) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update provider_session set sealed = :sealed, vouched_at = :at where hash = :hash")
                .bind("hash", hash)
                .bind("sealed", sealed)
                .bind("at", at)
                .execute());
  }

  /// Ends the session behind it; what the provider gave goes with it.
  int end(Handle transaction, String hash) {
    return transaction
        .createUpdate("delete from session where hash = :hash")
        .bind("hash", hash)
        .execute();
  }

  /// Ends the sessions that a logout token names: one by its sid, else all of the subject.
  int endNamed(Handle transaction, @Nullable String subject, @Nullable String sid) {
    return transaction
        .createUpdate(
            """
            delete from session where hash in (
              select hash from provider_session
              where (cast(:sid as text) is null or sid = :sid)
                and (cast(:subject as text) is null or subject = :subject))
            """)
        .bind("sid", sid)
        .bind("subject", subject)
        .execute();
  }

  /// Whether a logout token is heard for the first time.
  boolean hears(Handle transaction, String jti, Instant at) {
    return transaction
            .createUpdate(
                "insert into heard_logout (jti, heard_at) values (:jti, :at) on conflict do nothing")
            .bind("jti", jti)
            .bind("at", at)
            .execute()
        == 1;
  }

  /// Keeps whom the provider vouches for.
  ///
  /// @return the revision that this made; nothing if all was as before
  Optional<Long> keep(Handle transaction, Vouched vouched, Instant at) {
    String person = vouched.person().value();
    boolean known =
        transaction
                .createUpdate(
                    """
                    insert into guest (person, name, vouched_at) values (:person, :name, :at)
                    on conflict (person) do update set name = :name, vouched_at = :at
                    where guest.name <> :name
                    """)
                .bind("person", person)
                .bind("name", vouched.name())
                .bind("at", at)
                .execute()
            == 0;
    NavigableSet<String> before = groups(transaction, person);
    NavigableSet<String> after = vouched.groups().orElse(before);
    if (known && before.equals(after)) {
      return Optional.empty();
    }
    transaction
        .createUpdate("delete from guest_group where person = :person")
        .bind("person", person)
        .execute();
    for (String name : after) {
      transaction
          .createUpdate("insert into guest_group (person, name) values (:person, :name)")
          .bind("person", person)
          .bind("name", name)
          .execute();
    }
    return Optional.of(revisions.next(transaction));
  }

  private static NavigableSet<String> groups(Handle handle, String person) {
    return new TreeSet<>(
        handle
            .createQuery("select name from guest_group where person = :person")
            .bind("person", person)
            .mapTo(String.class)
            .list());
  }

  List<Directory.Person> guests(Handle handle) {
    return handle
        .createQuery("select person, name from guest order by person")
        .map(
            (row, _) ->
                new Directory.Person(new PersonRef(row.getString("person")), row.getString("name")))
        .list();
  }

  List<Directory.Group> claimed(Handle handle) {
    Map<String, List<PersonRef>> members = new TreeMap<>();
    handle
        .createQuery("select name, person from guest_group")
        .map((row, _) -> Map.entry(row.getString("name"), new PersonRef(row.getString("person"))))
        .forEach(
            each ->
                members
                    .computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                    .add(each.getValue()));
    return members.entrySet().stream()
        .map(each -> new Directory.Group(each.getKey(), each.getValue(), List.of()))
        .toList();
  }
}
