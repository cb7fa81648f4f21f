package dev.parallax.server.federation;

import dev.parallax.formats.scim.ListQuery;
import dev.parallax.formats.scim.Outcome;
import dev.parallax.formats.scim.Resource;
import dev.parallax.formats.scim.ResourceType;
import dev.parallax.formats.scim.ScimError;
import dev.parallax.formats.yaml.Value;
import dev.parallax.governance.Directory;
import dev.parallax.governance.PersonRef;
import dev.parallax.server.audit.Audit;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What an identity provider does with people and groups: lists, makes, changes and deletes them.
///
/// A change is one transaction: the person or group, what follows from somebody's leaving, the
/// revision and the audit. The catalogue hears of it when it is committed.
@Singleton
public class Members {
  private final MemberStore store;
  private final Audit audit;
  private final ProviderStore vouched;
  private final Event<PersonLeft> leaving;
  private final Event<MembersChanged> news;

  Members(
      MemberStore store,
      ProviderStore vouched,
      Audit audit,
      Event<PersonLeft> leaving,
      Event<MembersChanged> news) {
    this.store = store;
    this.audit = audit;
    this.leaving = leaving;
    this.news = news;
    this.vouched = vouched;
  }

  /// A member with those that it is linked to.
  record Kept(Member member, List<Member.Link> links) {
    Resource answered(String address) {
      return member.answered(address, links);
    }
  }

  /// What a request names: whom, and which version of them if it says so.
  record Named(ResourceType type, String id, @Nullable String ifMatch) {
    UUID uuid() {
      try {
        return UUID.fromString(id);
      } catch (IllegalArgumentException _) {
        throw new Unkept(ScimError.notFound(type, id));
      }
    }
  }

  /// Everybody whom the provider has named, for the catalogue.
  public Enrolled enrolled() {
    return store.inTransaction(
        handle -> {
          List<Member> people = store.all(handle, ResourceType.USER);
          Map<String, PersonRef> known = new HashMap<>();
          for (Member each : people) {
            PersonRef ref = new PersonRef(each.name());
            each.resource().text("externalId").ifPresent(id -> known.put(id, ref));
            known.put(each.name(), ref);
          }
          people.forEach(each -> known.put(each.id().toString(), new PersonRef(each.name())));
          Map<UUID, Instant> moves = store.moves(handle);
          List<Directory.Person> listed = new ArrayList<>();
          people.forEach(each -> listed.add(person(each, known).moved(moves.get(each.id()))));
          store
              .deleted(handle)
              .forEach(
                  name -> listed.add(new Directory.Person(new PersonRef(name), name).inactive()));
          return new Enrolled(
              listed, groups(handle, known), vouched.guests(handle), vouched.claimed(handle));
        });
  }

  private static Directory.Person person(Member member, Map<String, PersonRef> known) {
    PersonRef ref = new PersonRef(member.name());
    PersonRef manager =
        member
            .resource()
            .text(Member.MANAGER)
            .map(id -> known.get(id.toLowerCase(Locale.ROOT)))
            .filter(other -> !other.equals(ref))
            .orElse(null);
    return new Directory.Person(ref, member.shown(), member.active(), false, manager);
  }

  private List<Directory.Group> groups(Handle handle, Map<String, PersonRef> known) {
    List<Member> groups = store.all(handle, ResourceType.GROUP);
    Map<String, String> names = new HashMap<>();
    groups.forEach(each -> names.put(each.id().toString(), each.name()));
    Map<UUID, List<Member.Link>> links = store.links(handle, ResourceType.GROUP, Optional.empty());
    return groups.stream()
        .map(
            group -> {
              List<String> ids =
                  links.getOrDefault(group.id(), List.of()).stream()
                      .map(link -> link.id().toString())
                      .toList();
              return new Directory.Group(
                  group.name(),
                  ids.stream().filter(known::containsKey).map(known::get).toList(),
                  ids.stream().filter(names::containsKey).map(names::get).toList());
            })
        .toList();
  }

  Value.Mapping list(ResourceType type, ListQuery query, String address) {
    return store.inTransaction(
        handle -> {
          List<Member> found = candidates(handle, type, query);
          Map<UUID, List<Member.Link>> links =
              store.links(
                  handle,
                  type,
                  found.size() == 1 ? Optional.of(found.getFirst().id()) : Optional.empty());
          return query.answer(
              found.stream()
                  .map(each -> each.answered(address, links.getOrDefault(each.id(), List.of())))
                  .toList());
        });
  }

  /// What the filter may hold for: clients ask for one by its name before each change.
  private List<Member> candidates(Handle handle, ResourceType type, ListQuery query) {
    Optional<String> external = query.filter().flatMap(filter -> filter.equality("externalId"));
    if (external.isPresent()) {
      return store.external(handle, type, external.get());
    }
    Optional<String> login = query.filter().flatMap(filter -> filter.equality("userName"));
    return login
        .map(name -> store.named(handle, type, name.toLowerCase(Locale.ROOT)))
        .orElseGet(() -> store.all(handle, type));
  }

  Kept get(Named named) {
    return store.inTransaction(
        handle ->
            with(
                handle,
                store.held(handle, named.type(), named.uuid()).orElseThrow(() -> notFound(named))));
  }

  Kept create(ResourceType type, Value body) {
    Resource sent = ok(Resource.read(type, body));
    return committed(
        transaction -> {
          Instant now = now();
          Member made =
              new Member(
                  UUID.randomUUID(), Member.nameOf(sent), sent.without("members"), 1, now, now);
          if (!store.add(transaction, made)) {
            throw taken(made);
          }
          join(transaction, made, sent);
          return made;
        });
  }

  Kept replace(Named named, Value body) {
    Outcome<Resource> sent = Resource.read(named.type(), body);
    return change(named, _ -> sent);
  }

  Kept patch(Named named, Value body) {
    return change(named, before -> before.patched(body));
  }

  private Kept change(Named named, Function<Resource, Outcome<Resource>> how) {
    return committed(
        transaction -> {
          Member before = checked(transaction, named);
          Resource next = ok(how.apply(whole(transaction, before)));
          if (next.equals(whole(transaction, before))) {
            return before;
          }
          Member after =
              new Member(
                  before.id(),
                  Member.nameOf(next),
                  next.without("members"),
                  before.version() + 1,
                  before.madeAt(),
                  now());
          if (!after.name().equals(before.name())
              && !store.named(transaction, named.type(), after.name()).isEmpty()) {
            throw taken(after);
          }
          store.change(transaction, after);
          if (after.movedFrom(before)) {
            store.moved(transaction, after);
          }
          join(transaction, after, next);
          if (before.active() && (!after.active() || !after.name().equals(before.name()))) {
            left(transaction, before);
          }
          return after;
        });
  }

  void delete(Named named) {
    committed(
        transaction -> {
          Member before = checked(transaction, named);
          if (before.active()) {
            left(transaction, before);
          }
          store.delete(transaction, before, now());
          return before;
        });
  }

  private void left(Handle transaction, Member member) {
    if (member.resource().type() == ResourceType.USER) {
      PersonRef person = new PersonRef(member.name());
      store.end(transaction, person);
      leaving.fire(new PersonLeft(transaction, person, now()));
    }
  }

  private Kept committed(Function<Handle, Member> work) {
    long[] revision = new long[1];
    Kept kept =
        store.inTransaction(
            transaction -> {
              Member member = work.apply(transaction);
              revision[0] = store.revision(transaction);
              audit.done(transaction, subject(member), "");
              return with(transaction, member);
            });
    news.fire(new MembersChanged(revision[0]));
    return kept;
  }

  private static String subject(Member member) {
    return "%s/%s"
        .formatted(member.resource().type().word().toLowerCase(Locale.ROOT), member.name());
  }

  private Kept with(Handle handle, Member member) {
    return new Kept(
        member,
        store
            .links(handle, member.resource().type(), Optional.of(member.id()))
            .getOrDefault(member.id(), List.of()));
  }

  private Member checked(Handle transaction, Named named) {
    Member member =
        store.held(transaction, named.type(), named.uuid()).orElseThrow(() -> notFound(named));
    String tag = named.ifMatch();
    if (tag != null && !tag.equals("*") && !tag.contains(member.tag())) {
      throw new Unkept(
          new ScimError(
              412,
              null,
              "The version %s is not the newest, which is %s. Get it again and repeat the change."
                  .formatted(tag, member.tag())));
    }
    return member;
  }

  /// The resource with its members, as a patch works on it.
  private Resource whole(Handle handle, Member member) {
    if (member.resource().type() == ResourceType.USER) {
      return member.resource();
    }
    List<Value> members =
        with(handle, member).links().stream()
            .<Value>map(
                link ->
                    new Value.Mapping.Builder()
                        .put("value", Value.text(link.id().toString()))
                        .build())
            .toList();
    return members.isEmpty()
        ? member.resource()
        : member.resource().with("members", new Value.Sequence(members));
  }

  private void join(Handle transaction, Member member, Resource sent) {
    if (member.resource().type() != ResourceType.GROUP) {
      return;
    }
    List<String> unknown =
        store.join(
            transaction,
            member.id(),
            sent.texts("members.value").stream().map(id -> id.toLowerCase(Locale.ROOT)).toList());
    if (!unknown.isEmpty()) {
      throw new Unkept(
          ScimError.bad(
              ScimError.Type.INVALID_VALUE,
              "%d members, the first of them '%s'".formatted(unknown.size(), unknown.getFirst()),
              "ids of people and groups that are listed here",
              "Send the people first, then the group."));
    }
  }

  private Instant now() {
    return store.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Unkept notFound(Named named) {
    return new Unkept(ScimError.notFound(named.type(), named.id()));
  }

  private static Unkept taken(Member member) {
    return new Unkept(
        ScimError.taken(
            "The name '%s' is another %s's: expected one that nobody has. Filter for it, and change that one."
                .formatted(member.name(), member.resource().type().word())));
  }

  private static <T> T ok(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> value;
      case Outcome.Failed<T>(ScimError error) -> throw new Unkept(error);
    };
  }
}
