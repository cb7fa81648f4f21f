package dev.parallax.server.federation;

import dev.parallax.formats.scim.Outcome;
import dev.parallax.formats.scim.Projection;
import dev.parallax.formats.scim.Resource;
import dev.parallax.formats.scim.ResourceType;
import dev.parallax.governance.PersonRef;
import dev.parallax.server.identity.Sessions;
import dev.parallax.server.identity.Tokens;
import dev.parallax.server.shell.Revisions;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The people and groups of the provider in PostgreSQL.
@Singleton
final class MemberStore {
  private final Jdbi jdbi;
  private final Revisions revisions;
  private final Sessions sessions;
  private final Tokens tokens;
  private final InstantSource clock;

  MemberStore(
      Jdbi jdbi, Revisions revisions, Sessions sessions, Tokens tokens, InstantSource clock) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.clock = clock;
    this.jdbi = jdbi;
    this.revisions = revisions;
  }

  <T> T inTransaction(Function<Handle, T> work) {
    return jdbi.inTransaction(work::apply);
  }

  /// Ends what somebody may come in with.
  void end(Handle transaction, PersonRef person) {
    sessions.endAll(transaction, person);
    tokens.endAll(transaction, person);
  }

  Instant now() {
    return clock.instant();
  }

  /// The next revision of the registry; others who change it wait for the transaction.
  long revision(Handle transaction) {
    return revisions.next(transaction);
  }

  /// Everything that is listed, in the order in which it was made.
  List<Member> all(Handle handle, ResourceType type) {
    return handle
        .createQuery(
            "select * from member where type = :type and deleted_at is null order by made_at, id")
        .bind("type", type.word())
        .map((row, _) -> member(row))
        .list();
  }

  /// Those of that name in the catalogue; a look-up instead of a walk.
  List<Member> named(Handle handle, ResourceType type, String name) {
    return where(handle, type, "name", name);
  }

  /// Those of that name at the provider.
  List<Member> external(Handle handle, ResourceType type, String externalId) {
    return where(handle, type, "external_id", externalId);
  }

  private static List<Member> where(Handle handle, ResourceType type, String column, String value) {
    return handle
        .createQuery(
            "select * from member where type = :type and <column> = :value and deleted_at is null")
        .define("column", column)
        .bind("type", type.word())
        .bind("value", value)
        .map((row, _) -> member(row))
        .list();
  }

  /// The one of that id, held until the transaction ends.
  Optional<Member> held(Handle transaction, ResourceType type, UUID id) {
    return transaction
        .createQuery(
            "select * from member where id = :id and type = :type and deleted_at is null for update")
        .bind("id", id)
        .bind("type", type.word())
        .map((row, _) -> member(row))
        .findOne();
  }

  /// Who left and is remembered so.
  List<String> deleted(Handle handle) {
    return handle
        .createQuery("select name from member where type = 'User' and deleted_at is not null")
        .mapTo(String.class)
        .list();
  }

  /// Writes it anew.
  ///
  /// @return whether nobody else has its name
  boolean add(Handle transaction, Member member) {
    forget(transaction, member);
    return bound(
            transaction,
            """
            insert into member (id, type, name, external_id, active, document, version, made_at, changed_at)
            values (:id, :type, :name, :external, :active, :document, :version, :made, :changed)
            on conflict (type, name) do nothing
            """,
            member)
        == 1;
  }

  void change(Handle transaction, Member member) {
    forget(transaction, member);
    bound(
        transaction,
        """
        update member set name = :name, external_id = :external, active = :active,
          document = :document, version = :version, made_at = :made, changed_at = :changed
        where id = :id and type = :type
        """,
        member);
  }

  /// Writes down that somebody moved.
  void moved(Handle transaction, Member member) {
    transaction
        .createUpdate("insert into member_move (member, at) values (:member, :at)")
        .bind("member", member.id())
        .bind("at", member.changedAt())
        .execute();
  }

  /// When each last moved.
  Map<UUID, Instant> moves(Handle handle) {
    Map<UUID, Instant> moves = new HashMap<>();
    handle
        .createQuery("select member, max(at) as at from member_move group by member")
        .map(
            (row, _) ->
                Map.entry(
                    row.getObject("member", UUID.class),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .forEach(each -> moves.put(each.getKey(), each.getValue()));
    return moves;
  }

  /// Whoever had the name and left makes room for it.
  private static void forget(Handle transaction, Member member) {
    transaction
        .createUpdate(
            "delete from member where type = :type and name = :name and deleted_at is not null")
        .bind("type", member.resource().type().word())
        .bind("name", member.name())
        .execute();
  }

  private static int bound(Handle transaction, String sql, Member member) {
    return transaction
        .createUpdate(sql)
        .bind("id", member.id())
        .bind("type", member.resource().type().word())
        .bind("name", member.name())
        .bind("external", member.resource().text("externalId").orElse(null))
        .bind("active", member.active())
        .bind(
            "document",
            ScimJson.write(Projection.all(member.resource().type()).of(member.resource())))
        .bind("version", member.version())
        .bind("made", member.madeAt())
        .bind("changed", member.changedAt())
        .execute();
  }

  void delete(Handle transaction, Member member, Instant at) {
    transaction
        .createUpdate("delete from membership where member_id = :id or group_id = :id")
        .bind("id", member.id())
        .execute();
    transaction
        .createUpdate(
            member.resource().type() == ResourceType.GROUP
                ? "delete from member where id = :id and :at is not null"
                : "update member set active = false, deleted_at = :at where id = :id")
        .bind("id", member.id())
        .bind("at", at)
        .execute();
  }

  /// Makes these the members of a group.
  ///
  /// @return the ids that nobody has
  List<String> join(Handle transaction, UUID group, Collection<String> ids) {
    transaction
        .createUpdate("delete from membership where group_id = :group")
        .bind("group", group)
        .execute();
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<String, UUID> known =
        transaction
            .createQuery("select id from member where id::text = any(:ids) and deleted_at is null")
            .bindArray("ids", String.class, ids)
            .mapTo(UUID.class)
            .stream()
            .collect(Collectors.toMap(UUID::toString, Function.identity()));
    PreparedBatch batch =
        transaction.prepareBatch(
            "insert into membership (group_id, member_id) values (:group, :member)");
    known.values().forEach(id -> batch.bind("group", group).bind("member", id).add());
    if (batch.size() > 0) {
      batch.execute();
    }
    return ids.stream().filter(id -> !known.containsKey(id)).toList();
  }

  /// The members of groups, or the groups of people.
  ///
  /// @param one whose alone, if not everybody's
  Map<UUID, List<Member.Link>> links(Handle handle, ResourceType of, Optional<UUID> one) {
    String sql =
        of == ResourceType.GROUP
            ? "select group_id as one, m.* from membership s join member m on m.id = s.member_id"
            : "select member_id as one, m.* from membership s join member m on m.id = s.group_id";
    String column = of == ResourceType.GROUP ? "s.group_id" : "s.member_id";
    Map<UUID, List<Member.Link>> links = new HashMap<>();
    handle
        .createQuery(
            sql
                + " where (cast(:one as uuid) is null or %s = :one) order by m.name"
                    .formatted(column))
        .bind("one", one.orElse(null))
        .map((row, _) -> Map.entry(row.getObject("one", UUID.class), member(row)))
        .forEach(
            entry ->
                links.merge(
                    entry.getKey(),
                    List.of(
                        new Member.Link(
                            entry.getValue().id(),
                            entry.getValue().resource().type(),
                            entry.getValue().shown())),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    return links;
  }

  private static Member member(ResultSet row) throws SQLException {
    ResourceType type =
        row.getString("type").equals(ResourceType.USER.word())
            ? ResourceType.USER
            : ResourceType.GROUP;
    Resource resource =
        switch (Resource.read(type, ScimJson.read(row.getString("document")))) {
          case Outcome.Ok<Resource>(Resource read) -> read;
          case Outcome.Failed<Resource>(var error) ->
              throw new IllegalStateException(
                  "A kept %s can no longer be read: %s A newer Parallax wrote it; run that one."
                      .formatted(type.word(), error.detail()));
        };
    return new Member(
        row.getObject("id", UUID.class),
        row.getString("name"),
        resource,
        row.getLong("version"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
