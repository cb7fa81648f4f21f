package dev.parallax.server.governance;

import dev.parallax.governance.Roster;
import dev.parallax.governance.Staffing.Post;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.federation.PersonLeft;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/// Which seats were emptied because somebody left. Each is written down in the transaction in which
/// they left, and stands in the audit.
@Singleton
public class Departures {
  private final Catalog catalog;
  private final Audit audit;
  private final Jdbi jdbi;

  Departures(Catalog catalog, Audit audit, Jdbi jdbi) {
    this.catalog = catalog;
    this.audit = audit;
    this.jdbi = jdbi;
  }

  /// A seat that somebody's leaving emptied.
  public record Emptied(Instant at, String person, String service, String persona) {}

  void left(@Observes PersonLeft left) {
    Roster roster = catalog.registry().roster();
    List<Post> emptied = roster.at(left.at()).ifAbsent(Set.of(left.person()), roster.services());
    for (Post post : emptied) {
      left.transaction()
          .createUpdate(
              """
              insert into vacated_seat (at, person, service, persona)
              values (:at, :person, :service, :persona)
              """)
          .bind("at", left.at())
          .bind("person", left.person().value())
          .bind("service", post.service().value())
          .bind("persona", post.persona().value())
          .execute();
      audit.record(
          left.transaction(),
          audit.event(
              "vacancy/%s/%s".formatted(post.service(), post.persona()),
              AuditEvent.Outcome.DONE,
              "%s left, and nobody else sits there.".formatted(left.person()),
              ""));
    }
  }

  /// The newest, the newest first.
  public List<Emptied> newest(int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from vacated_seat order by id desc limit :most")
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Emptied(
                            row.getTimestamp("at").toInstant(),
                            row.getString("person"),
                            row.getString("service"),
                            row.getString("persona")))
                .list());
  }
}
