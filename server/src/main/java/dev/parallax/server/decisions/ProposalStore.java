package dev.parallax.server.decisions;

import dev.parallax.budget.SloId;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.decision.DecisionId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What proposed changes would register.
@Singleton
class ProposalStore {
  private final Jdbi jdbi;

  ProposalStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A document as it is kept.
  record Document(String path, String content) {
    SourceFile file() {
      return new SourceFile(path, content.getBytes(StandardCharsets.UTF_8));
    }

    static Document of(SourceFile file) {
      return new Document(file.path(), new String(file.bytes(), StandardCharsets.UTF_8));
    }
  }

  /// A proposed change.
  ///
  /// @param slos whose meaning would change; none where it is about something else
  /// @param base the wording of each document that stood there when it was proposed
  /// @param registeredAt null as long as it is not
  record Proposed(
      DecisionId decision,
      List<SloId> slos,
      List<Document> documents,
      Map<String, String> base,
      @Nullable Instant registeredAt) {
    Proposed {
      slos = List.copyOf(slos);
      documents = List.copyOf(documents);
      base = new TreeMap<>(base);
    }

    List<SourceFile> files() {
      return documents.stream().map(Document::file).toList();
    }
  }

  void put(Handle transaction, Proposed proposed) {
    transaction
        .createUpdate(
            """
            insert into proposal (decision, slos, documents, base)
            values (:decision, :slos, cast(:documents as jsonb), cast(:base as jsonb))
            on conflict (decision) do update
            set slos = excluded.slos, documents = excluded.documents, base = excluded.base
            """)
        .bind("decision", proposed.decision().number())
        .bindArray("slos", String.class, proposed.slos().stream().map(SloId::value).toList())
        .bind("documents", DecisionJson.write(proposed.documents()))
        .bind("base", DecisionJson.write(proposed.base()))
        .execute();
  }

  Optional<Proposed> find(DecisionId id) {
    return jdbi.withHandle(handle -> read(handle, id, "")).stream().findFirst();
  }

  /// The change, locked until the transaction ends, unless it is registered.
  Optional<Proposed> unregistered(Handle transaction, DecisionId id) {
    return read(transaction, id, "and registered_at is null for update").stream().findFirst();
  }

  void registered(Handle transaction, DecisionId id, Instant at) {
    transaction
        .createUpdate("update proposal set registered_at = :at where decision = :id")
        .bind("at", at)
        .bind("id", id.number())
        .execute();
  }

  /// Decisions that were agreed to and whose change is not registered yet.
  List<DecisionId> approvedAndUnregistered() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select decision from proposal join decision on number = decision
                    where registered_at is null and not open
                      and (select kind from decision_move m where m.decision = proposal.decision
                           order by m.number desc limit 1) in ('approve', 'sign-off')
                    order by decision
                    """)
                .mapTo(Long.class)
                .list()
                .stream()
                .map(DecisionId::new)
                .toList());
  }

  private static List<Proposed> read(Handle handle, DecisionId id, String more) {
    return handle
        .createQuery(
            "select decision, slos, documents, base, registered_at from proposal where decision = :id "
                + more)
        .bind("id", id.number())
        .map((row, _) -> proposed(row))
        .list();
  }

  private static Proposed proposed(ResultSet row) throws SQLException {
    String[] slos = (String[]) row.getArray("slos").getArray();
    return new Proposed(
        new DecisionId(row.getLong("decision")),
        Stream.of(slos).map(SloId::new).toList(),
        List.of(DecisionJson.read(row.getString("documents"), Document[].class)),
        DecisionJson.texts(row.getString("base")),
        row.getTimestamp("registered_at") == null
            ? null
            : row.getTimestamp("registered_at").toInstant());
  }
}
