package dev.parallax.server.notices;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.notices.Letters.Letter;
import dev.parallax.server.notices.News.Recipient;
import dev.parallax.server.notices.News.Urgency;
import dev.parallax.server.notices.NoticeStore.Noticed;
import dev.parallax.server.shell.Installation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What is done with news: people are told, and can read what they were told.
@Singleton
public class Notices {
  /// When this slice opens.
  static final int START = 600;

  private final NoticeStore store;
  private final Channels channels;
  private final Catalog catalog;
  private final Installation installation;
  private final InstantSource clock;
  private final Letters letters;

  Notices(
      NoticeStore store,
      Channels channels,
      Catalog catalog,
      Installation installation,
      InstantSource clock) {
    this.store = store;
    this.channels = channels;
    this.catalog = catalog;
    this.installation = installation;
    this.clock = clock;
    this.letters =
        new Letters(installation.address(), installation.zone(), installation.isSample());
  }

  /// Tells news in the transaction that makes them true: if that does not commit, nobody is told.
  /// Whoever was told of the event before is not told again.
  public void tell(Handle transaction, News news) {
    List<Recipient> told =
        news.recipients().stream()
            .filter(to -> store.add(transaction, news, to).isPresent())
            .toList();
    Registry registry = catalog.registry();
    String title = title(registry, news.subject().service());
    for (Recipient to : told) {
      if (to.urgency() == Urgency.NOW) {
        mail(
            transaction,
            to.person(),
            news.event() + "/" + to.person(),
            letters.letter(news, to, title));
      }
    }
    if (told.stream().anyMatch(to -> to.urgency() == Urgency.NOW)) {
      room(transaction, registry, news, title);
    }
  }

  private void room(Handle transaction, Registry registry, News news, String title) {
    Map<String, String> names =
        news.recipients().stream()
            .collect(
                Collectors.toMap(
                    to -> to.person().value(),
                    to -> registry.roster().directory().nameOf(to.person())));
    String text = letters.room(news, title, names);
    for (Channel.Kind kind : channels.rooms()) {
      String body =
          kind == Channel.Kind.SLACK
              ? SlackChannel.body(text, installation.address() + news.link())
              : WebhookChannel.body(news, text, installation.address() + news.link());
      put(transaction, kind.word() + "/" + news.event(), kind, "", new Letter("", body));
    }
  }

  /// Makes the digest of each week that ended, once.
  void digest() {
    Instant until = Digests.newest(clock.instant(), installation.zone());
    store.inTransaction(
        transaction -> {
          if (!store.digestedUntil(transaction).isBefore(until)) {
            return;
          }
          Map<PersonRef, List<Noticed>> byPerson = new TreeMap<>();
          for (Noticed noticed : store.undigested(transaction, until)) {
            byPerson.computeIfAbsent(noticed.person(), _ -> new ArrayList<>()).add(noticed);
          }
          byPerson.forEach(
              (person, noticed) ->
                  mail(
                      transaction,
                      person,
                      "digest/%s/%s".formatted(until, person),
                      letters.digest(noticed, until, titles(noticed))));
          store.digested(transaction, until);
        });
  }

  private void mail(Handle transaction, PersonRef person, String key, Letter letter) {
    channels
        .mailOf(person)
        .ifPresent(address -> put(transaction, "mail/" + key, Channel.Kind.MAIL, address, letter));
  }

  private void put(
      Handle transaction, String key, Channel.Kind kind, String recipient, Letter letter) {
    store.send(
        transaction,
        new Message(
            UUID.randomUUID(),
            key,
            kind,
            recipient,
            letter.subject(),
            letter.body(),
            clock.instant(),
            0));
  }

  private Map<String, String> titles(List<Noticed> noticed) {
    Registry registry = catalog.registry();
    Map<String, String> titles = new HashMap<>();
    noticed.stream()
        .map(Noticed::service)
        .filter(service -> !service.isEmpty())
        .forEach(service -> titles.put(service, registry.titleOf(new ServiceId(service))));
    return titles;
  }

  private static String title(Registry registry, @Nullable ServiceId service) {
    return service == null ? "" : registry.titleOf(service);
  }

  /// Something that a person was told and nothing follows from.
  ///
  /// @param title what the service is called; empty where it concerns the whole organisation
  public record Told(Instant at, String activity, String title, String sentence, String link) {}

  /// Counts what was told since the program started: while it is the same, so is what everybody was
  /// told.
  public long told() {
    return store.told();
  }

  /// Of what a person was informed since then, the newest first.
  ///
  /// @param most how many at most
  public List<Told> informed(PersonRef person, Instant since, int most) {
    List<Noticed> noticed = store.informed(person, since, most);
    Map<String, String> titles = titles(noticed);
    return noticed.stream()
        .map(
            each ->
                new Told(
                    each.at(),
                    each.activity(),
                    titles.getOrDefault(each.service(), ""),
                    each.sentence(),
                    each.link()))
        .toList();
  }
}
