package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.shell.Caller.TokenScope;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Tokens in PostgreSQL: their hashes, never what opens the door.
@Singleton
final class TokenStore {
  private final Jdbi jdbi;

  TokenStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void inTransaction(Consumer<Handle> work) {
    jdbi.useTransaction(work::accept);
  }

  void add(Handle transaction, Token token, String hash) {
    transaction
        .createUpdate(
            """
            insert into token (id, hash, person, name, scopes, made_at, expires_at)
            values (:id, :hash, :person, :name, :scopes, :madeAt, :expiresAt)
            """)
        .bind("id", token.id())
        .bind("hash", hash)
        .bind("person", token.person().value())
        .bind("name", token.name())
        .bind("scopes", written(token.scopes()))
        .bind("madeAt", token.madeAt())
        .bind("expiresAt", token.expiresAt())
        .execute();
  }

  /// A token that works, of a person who was not cut off.
  Optional<Token> find(String hash, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select t.* from token t
                    left join account a on a.person = t.person
                    where t.hash = :hash and t.ended_at is null and t.expires_at > :now
                      and a.ended_at is null
                    """)
                .bind("hash", hash)
                .bind("now", now)
                .map((row, _) -> token(row))
                .findOne());
  }

  boolean isKeeper(PersonRef person) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select exists (select 1 from account where person = :person and keeper and ended_at is null)")
                .bind("person", person.value())
                .mapTo(Boolean.class)
                .one());
  }

  List<Token> of(PersonRef person, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from token
                    where person = :person and ended_at is null and expires_at > :now
                    order by name, made_at
                    """)
                .bind("person", person.value())
                .bind("now", now)
                .map((row, _) -> token(row))
                .list());
  }

  void used(String id, Instant at) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update token set last_used_at = :at where id = :id")
                .bind("at", at)
                .bind("id", id)
                .execute());
  }

  /// Ends a token of a person.
  ///
  /// @return whether there was one
  boolean end(Handle transaction, PersonRef person, String id, Instant at) {
    return transaction
            .createUpdate(
                "update token set ended_at = :at where id = :id and person = :person and ended_at is null")
            .bind("at", at)
            .bind("id", id)
            .bind("person", person.value())
            .execute()
        == 1;
  }

  void endAll(Handle transaction, PersonRef person, Instant at) {
    transaction
        .createUpdate("update token set ended_at = :at where person = :person and ended_at is null")
        .bind("at", at)
        .bind("person", person.value())
        .execute();
  }

  private static Token token(ResultSet row) throws SQLException {
    return new Token(
        row.getString("id"),
        new PersonRef(row.getString("person")),
        row.getString("name"),
        read(row.getString("scopes")),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        instant(row.getObject("last_used_at", OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  private static String written(Set<TokenScope> scopes) {
    return scopes.stream()
        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static Set<TokenScope> read(String scopes) {
    return Arrays.stream(scopes.split(","))
        .map(scope -> TokenScope.valueOf(scope.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenScope.class)));
  }
}
