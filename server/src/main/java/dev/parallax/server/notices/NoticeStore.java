package dev.parallax.server.notices;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.notices.News.Recipient;
import dev.parallax.server.notices.News.Urgency;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Notices and the messages made of them, in PostgreSQL. A notice is one event to one person; a
/// message waits until its channel took it.
@Singleton
final class NoticeStore {
  private final Jdbi jdbi;
  private final AtomicLong told = new AtomicLong();

  NoticeStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A notice as it is kept.
  ///
  /// @param parts in which parts, in the order of the alphabet's weight
  /// @param service empty where it concerns the whole organisation
  record Noticed(
      long id,
      String event,
      PersonRef person,
      List<String> parts,
      String activity,
      String service,
      String sentence,
      String why,
      String link,
      Urgency urgency,
      Instant at) {}

  void inTransaction(Consumer<Handle> work) {
    jdbi.useTransaction(work::accept);
  }

  /// Counts what was told since the program started: while it is the same, so is what everybody was
  /// told.
  long told() {
    return told.get();
  }

  /// Keeps a notice, unless this person was told of this event before.
  ///
  /// @return its number; nothing if the person was told before
  Optional<Long> add(Handle transaction, News news, Recipient to) {
    transaction.afterCommit(told::incrementAndGet);
    String service = news.subject().service() == null ? "" : news.subject().service().value();
    return transaction
        .createQuery(
            """
            insert into notice (event, person, parts, activity, service, sentence, why, link, urgency, at)
            values (:event, :person, :parts, :activity, :service, :sentence, :why, :link, :urgency, :at)
            on conflict (event, person) do nothing
            returning id
            """)
        .bind("event", news.event())
        .bind("person", to.person().value())
        .bind("parts", to.parts().stream().map(Enum::name).toArray(String[]::new))
        .bind("activity", news.subject().activity())
        .bind("service", service)
        .bind("sentence", news.sentence())
        .bind("why", to.why())
        .bind("link", news.link())
        .bind("urgency", to.urgency().name())
        .bind("at", news.at())
        .mapTo(Long.class)
        .findOne();
  }

  /// Puts a message on its way, unless one of that key is or was.
  void send(Handle transaction, Message message) {
    transaction
        .createUpdate(
            """
            insert into notice_message (id, key, channel, recipient, subject, body, created_at, due_at)
            values (:id, :key, :channel, :recipient, :subject, :body, :createdAt, :createdAt)
            on conflict (key) do nothing
            """)
        .bind("id", message.id())
        .bind("key", message.key())
        .bind("channel", message.channel().word())
        .bind("recipient", message.recipient())
        .bind("subject", message.subject())
        .bind("body", message.body())
        .bind("createdAt", message.createdAt())
        .execute();
  }

  /// Takes messages that are due. They come back after the lease, unless they ended by then.
  List<Message> claim(Channel.Kind channel, int most, Instant now, Duration lease) {
    return jdbi.inTransaction(
        transaction ->
            transaction
                .createQuery(
                    """
                    update notice_message set attempts = attempts + 1, due_at = :until
                    where id in (
                      select id from notice_message
                      where state = 'waiting' and channel = :channel and due_at <= :now
                      order by due_at limit :most for update skip locked)
                    returning *
                    """)
                .bind("channel", channel.word())
                .bind("most", most)
                .bind("now", now)
                .bind("until", now.plus(lease))
                .map((row, _) -> message(row))
                .list());
  }

  void sent(UUID id, Instant at) {
    end(id, "sent", "", at);
  }

  void failed(UUID id, String why, Instant at) {
    end(id, "failed", why, at);
  }

  private void end(UUID id, String state, String problem, Instant at) {
    jdbi.useTransaction(
        transaction ->
            transaction
                .createUpdate(
                    "update notice_message set state = :state, problem = :problem, ended_at = :at where id = :id")
                .bind("state", state)
                .bind("problem", problem)
                .bind("at", at)
                .bind("id", id)
                .execute());
  }

  void again(UUID id, String why, Instant due) {
    jdbi.useTransaction(
        transaction ->
            transaction
                .createUpdate(
                    "update notice_message set due_at = :due, problem = :why where id = :id and state = 'waiting'")
                .bind("due", due)
                .bind("why", why)
                .bind("id", id)
                .execute());
  }

  /// How many messages of a channel are in each state.
  ///
  /// @param sent since the instant that was asked for
  record Traffic(Channel.Kind channel, long waiting, long failed, long sent) {}

  List<Traffic> traffic(Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select channel,
                      count(*) filter (where state = 'waiting') as waiting,
                      count(*) filter (where state = 'failed') as failed,
                      count(*) filter (where state = 'sent' and ended_at >= :since) as sent
                    from notice_message group by channel order by channel
                    """)
                .bind("since", since)
                .map(
                    (row, _) ->
                        new Traffic(
                            kind(row),
                            row.getLong("waiting"),
                            row.getLong("failed"),
                            row.getLong("sent")))
                .list());
  }

  /// A message that did not arrive at its first try and has not arrived since.
  ///
  /// @param due when it is tried again; null where it was given up
  record Stuck(Message message, String problem, @Nullable Instant due, @Nullable Instant ended) {}

  /// The messages that were given up, then those that wait for another try; the newest first.
  List<Stuck> stuck(int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from notice_message
                    where state = 'failed' or (state = 'waiting' and problem <> '')
                    order by state, created_at desc limit :most
                    """)
                .bind("most", most)
                .map((row, _) -> stuck(row))
                .list());
  }

  /// Puts a message that did not arrive on its way again, as if it were new.
  ///
  /// @return whether there was one
  boolean retry(UUID id, Instant due) {
    return jdbi.inTransaction(
            transaction ->
                transaction
                    .createUpdate(
                        """
                        update notice_message
                        set state = 'waiting', attempts = 0, due_at = :due, ended_at = null
                        where id = :id and (state = 'failed' or (state = 'waiting' and problem <> ''))
                        """)
                    .bind("due", due)
                    .bind("id", id)
                    .execute())
        > 0;
  }

  private static Stuck stuck(ResultSet row) throws SQLException {
    boolean waits = row.getString("state").equals("waiting");
    Timestamp ended = row.getTimestamp("ended_at");
    return new Stuck(
        message(row),
        row.getString("problem"),
        waits ? row.getTimestamp("due_at").toInstant() : null,
        ended == null ? null : ended.toInstant());
  }

  private static Channel.Kind kind(ResultSet row) throws SQLException {
    return Channel.Kind.valueOf(row.getString("channel").toUpperCase(Locale.ROOT));
  }

  /// The end of the last digest, locked until the transaction ends.
  Instant digestedUntil(Handle transaction) {
    return transaction
        .createQuery("select until from notice_digest for update")
        .mapTo(Instant.class)
        .one();
  }

  /// What waits for a digest, by person and time.
  List<Noticed> undigested(Handle transaction, Instant until) {
    return transaction
        .createQuery(
            """
            select * from notice where urgency = 'DIGEST' and not digested and at < :until
            order by person, at, id
            """)
        .bind("until", until)
        .map((row, _) -> noticed(row))
        .list();
  }

  void digested(Handle transaction, Instant until) {
    transaction
        .createUpdate(
            "update notice set digested = true where urgency = 'DIGEST' and not digested and at < :until")
        .bind("until", until)
        .execute();
    transaction
        .createUpdate("update notice_digest set until = :until")
        .bind("until", until)
        .execute();
  }

  /// Of what a person was informed since then, the newest first.
  List<Noticed> informed(PersonRef person, Instant since, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from notice
                    where person = :person and urgency = 'DIGEST' and at >= :since
                    order by at desc, id desc limit :most
                    """)
                .bind("person", person.value())
                .bind("since", since)
                .bind("most", most)
                .map((row, _) -> noticed(row))
                .list());
  }

  private static Noticed noticed(ResultSet row) throws SQLException {
    return new Noticed(
        row.getLong("id"),
        row.getString("event"),
        new PersonRef(row.getString("person")),
        Arrays.asList((String[]) row.getArray("parts").getArray()),
        row.getString("activity"),
        row.getString("service"),
        row.getString("sentence"),
        row.getString("why"),
        row.getString("link"),
        Urgency.valueOf(row.getString("urgency")),
        row.getTimestamp("at").toInstant());
  }

  private static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getObject("id", UUID.class),
        row.getString("key"),
        kind(row),
        row.getString("recipient"),
        row.getString("subject"),
        row.getString("body"),
        row.getTimestamp("created_at").toInstant(),
        row.getInt("attempts"));
  }
}
