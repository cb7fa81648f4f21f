package dev.parallax.server.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Directory;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Scope;
import dev.parallax.governance.Staffing;
import dev.parallax.server.governance.ServiceRow.Link;
import dev.parallax.server.shell.Counted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// People and seats at one minute, put into words.
record PeopleView(Seats.Census census) {
  /// How many services a line names before it counts the rest.
  private static final int NAMED = 6;

  private static final int GAP_NAMED = 12;

  /// A person with the hats that are worn.
  ///
  /// @param ref login
  record Person(String ref, String name, String href, List<Hat> hats) {}

  /// A hat of a person.
  ///
  /// @param byBestFit whether it is worn only because nobody else is assigned
  /// @param services for which it is worn
  /// @param from where the assignments were made, such as `system shop`
  record Hat(
      String persona,
      String name,
      String definedName,
      boolean byBestFit,
      List<Link> services,
      String from,
      String href) {
    /// The first services by name, and how many more there are.
    public String servicesText() {
      if (services.isEmpty()) {
        return "no service: nearer assignments decide for all";
      }
      List<String> first = services.stream().limit(NAMED).map(Link::text).toList();
      return services.size() <= NAMED
          ? Counted.listed(first)
          : "%s and %d more".formatted(String.join(", ", first), services.size() - NAMED);
    }
  }

  /// A seat of a service that nobody fills, or one person alone.
  record Post(Link service, String persona, String name, String definedName, SeatView seat) {}

  /// A persona that nobody fills for some services, for one reason.
  ///
  /// @param services the first of them
  /// @param more how many further ones there are
  /// @param why the trace of the first one
  record Gap(
      String name,
      String definedName,
      String reason,
      List<Link> services,
      int more,
      List<String> why) {}

  /// The posts that rest on one person.
  record Resting(Link person, List<Staffing.SinglePoint> posts, String text) {}

  /// A persona, and how it is filled.
  ///
  /// @param holders people who hold it, not counting best fits
  /// @param vacant services for which nobody fills it
  /// @param merged the persona as which it is treated, if it is merged into another; else empty
  record PersonaRow(
      String id,
      String name,
      String definedName,
      List<String> aliases,
      Persona.Charter charter,
      String kind,
      String source,
      String bestFit,
      String merged,
      int holders,
      int vacant) {}

  /// How the seats stand, as a sentence that can be read aloud.
  String sentence() {
    Staffing staffing = census.staffing();
    if (everyone().isEmpty()) {
      return "Nobody is registered yet.";
    }
    if (staffing.people().isEmpty()) {
      return "%s registered, and nobody holds a persona yet."
          .formatted(Counted.sentence(Counted.of(everyone().size(), "person is", "people are")));
    }
    int people = staffing.people().size();
    String hold =
        "%s %s %s"
            .formatted(
                Counted.sentence(Counted.of(people, "person", "people")),
                people == 1 ? "holds" : "hold",
                Counted.of(held().size(), "persona", "personas"));
    int vacant = vacancies("").size();
    int single = singlePoints().size();
    if (vacant == 0 && single == 0) {
      return hold + "; no post is vacant, and none rests on one person.";
    }
    return "%s; %s %s vacant, %s on one person."
        .formatted(
            hold,
            Counted.of(vacant, "post", "posts"),
            vacant == 1 ? "is" : "are",
            Counted.number(single) + (single == 1 ? " rests" : " rest"));
  }

  private Set<PersonaId> held() {
    Set<PersonaId> held = new HashSet<>();
    for (PersonRef person : census.staffing().people()) {
      census.staffing().hats(person).stream()
          .filter(hat -> !hat.byBestFit())
          .forEach(hat -> held.add(hat.persona()));
    }
    return held;
  }

  /// Everyone whom the directory lists or an assignment leads to, by name.
  List<PersonRef> everyone() {
    Set<PersonRef> everyone = new TreeSet<>(census.staffing().people());
    census.roster().directory().people().stream().map(Directory.Person::ref).forEach(everyone::add);
    return everyone.stream()
        .sorted((one, other) -> census.nameOf(one).compareToIgnoreCase(census.nameOf(other)))
        .toList();
  }

  /// Those whose name, login or hats contain the text.
  List<Person> people(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return everyone().stream()
        .map(this::person)
        .filter(
            person ->
                Stream.concat(
                        Stream.of(person.name(), person.ref()),
                        person.hats().stream()
                            .flatMap(hat -> Stream.of(hat.name(), hat.definedName())))
                    .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(wanted)))
        .toList();
  }

  Person person(PersonRef ref) {
    return new Person(
        ref.value(),
        census.nameOf(ref),
        "/people/" + ref,
        census.staffing().hats(ref).stream().map(hat -> hat(ref, hat)).toList());
  }

  private Hat hat(PersonRef person, Staffing.Hat hat) {
    Persona persona = persona(hat.persona());
    return new Hat(
        hat.persona().value(),
        persona.name(),
        persona.definedName(),
        hat.byBestFit(),
        hat.services().stream().map(this::service).toList(),
        from(hat),
        "/home/%s?person=%s".formatted(hat.persona(), person));
  }

  /// Where the assignments of a hat were made: `system shop and service checkout`.
  static String from(Staffing.Hat hat) {
    return Counted.listed(hat.scopes().stream().map(Scope::toString).toList());
  }

  Persona persona(PersonaId id) {
    return census.roster().personas().get(id).orElseThrow();
  }

  private Link service(ServiceId id) {
    return new Link(census.registry().titleOf(id), "/services/" + id);
  }

  /// The posts that nobody fills and whose service or persona contains the text.
  List<Staffing.Post> vacancies(String text) {
    return census.staffing().vacancies().stream()
        .filter(this::isExpected)
        .filter(post -> contains(post, text))
        .toList();
  }

  /// Whether a seat is meant to be filled. The personas that only the sibling documents use are
  /// there so that their processes have a name for everyone; an organisation need not have them.
  private boolean isExpected(Staffing.Post post) {
    return persona(post.persona()).origin().kind() != Persona.Kind.EXTENSION;
  }

  /// The posts that one person alone fills.
  List<Staffing.SinglePoint> singlePoints() {
    return census.staffing().singlePoints().stream()
        .filter(each -> isExpected(each.post()))
        .toList();
  }

  /// The vacant posts of these, those of one persona and one reason together; the most services
  /// first.
  List<Gap> gaps(List<Staffing.Post> vacant) {
    Map<List<String>, List<Staffing.Post>> byReason = new LinkedHashMap<>();
    for (Staffing.Post post : vacant) {
      String reason =
          SeatView.of(post.persona(), census.resolve(post.persona(), post.service()), census, null)
              .vacancy();
      byReason
          .computeIfAbsent(List.of(post.persona().value(), reason), _ -> new ArrayList<>())
          .add(post);
    }
    return byReason.values().stream()
        .sorted((one, other) -> Integer.compare(other.size(), one.size()))
        .map(this::gap)
        .toList();
  }

  private Gap gap(List<Staffing.Post> posts) {
    Post first = post(posts.getFirst());
    return new Gap(
        first.name(),
        first.definedName(),
        first.seat().vacancy(),
        posts.stream().limit(GAP_NAMED).map(each -> service(each.service())).toList(),
        Math.max(0, posts.size() - GAP_NAMED),
        first.seat().why());
  }

  private boolean contains(Staffing.Post post, String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return Stream.of(
            census.registry().titleOf(post.service()),
            post.service().value(),
            persona(post.persona()).name(),
            persona(post.persona()).definedName())
        .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(wanted));
  }

  Post post(Staffing.Post post) {
    Persona persona = persona(post.persona());
    Resolution resolution = census.resolve(post.persona(), post.service());
    return new Post(
        service(post.service()),
        persona.id().value(),
        persona.name(),
        persona.definedName(),
        SeatView.of(post.persona(), resolution, census, null));
  }

  /// The posts that rest on one person, by person; who carries most comes first.
  List<Resting> resting(String text) {
    Map<PersonRef, List<Staffing.SinglePoint>> byPerson = new TreeMap<>();
    for (Staffing.SinglePoint single : singlePoints()) {
      if (contains(single.post(), text)
          || census
              .nameOf(single.person())
              .toLowerCase(Locale.ROOT)
              .contains(text.strip().toLowerCase(Locale.ROOT))) {
        byPerson.computeIfAbsent(single.person(), _ -> new ArrayList<>()).add(single);
      }
    }
    return byPerson.entrySet().stream()
        .map(
            each ->
                new Resting(
                    new Link(census.nameOf(each.getKey()), "/people/" + each.getKey()),
                    each.getValue(),
                    posts(each.getValue().stream().map(Staffing.SinglePoint::post).toList())))
        .sorted((one, other) -> Integer.compare(other.posts().size(), one.posts().size()))
        .toList();
  }

  /// Posts as the personas with their services, by persona.
  Map<String, List<Link>> byPersona(Collection<Staffing.Post> posts) {
    Map<String, List<Link>> byPersona = new TreeMap<>();
    posts.forEach(
        post ->
            byPersona
                .computeIfAbsent(persona(post.persona()).name(), _ -> new ArrayList<>())
                .add(service(post.service())));
    return byPersona;
  }

  /// Posts as a phrase: `Service Owner of Checkout and Search, SRE of Payments`.
  String posts(Collection<Staffing.Post> posts) {
    Map<String, List<String>> byPersona = new TreeMap<>();
    posts.forEach(
        post ->
            byPersona
                .computeIfAbsent(persona(post.persona()).name(), _ -> new ArrayList<>())
                .add(census.registry().titleOf(post.service())));
    return byPersona.entrySet().stream()
        .map(each -> each.getKey() + " of " + some(each.getValue()))
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  private static String some(List<String> names) {
    return names.size() <= NAMED
        ? Counted.listed(names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, NAMED)), names.size() - NAMED);
  }

  /// The posts that would be vacant without that person.
  List<Staffing.Post> ifAbsent(PersonRef person) {
    return census.staffing().ifAbsent(Set.of(person), census.roster().services()).stream()
        .filter(this::isExpected)
        .toList();
  }

  /// Every persona, with who fills it.
  List<PersonaRow> personas() {
    Map<PersonaId, Integer> holders = new HashMap<>();
    for (PersonRef person : census.staffing().people()) {
      census.staffing().hats(person).stream()
          .filter(hat -> !hat.byBestFit())
          .forEach(hat -> holders.merge(hat.persona(), 1, Integer::sum));
    }
    Map<PersonaId, Integer> vacant = new HashMap<>();
    census.staffing().vacancies().forEach(post -> vacant.merge(post.persona(), 1, Integer::sum));
    return census.roster().personas().all().stream()
        .map(
            persona ->
                row(
                    persona,
                    holders.getOrDefault(persona.id(), 0),
                    vacant.getOrDefault(persona.id(), 0)))
        .toList();
  }

  private PersonaRow row(Persona persona, int holders, int vacant) {
    PersonaId treatedAs = census.roster().personas().treatedAs(persona.id());
    PersonaId bestFit = persona.bestFit();
    return new PersonaRow(
        persona.id().value(),
        persona.name(),
        persona.definedName(),
        persona.aliases(),
        persona.charter(),
        persona.origin().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        persona.origin().source(),
        bestFit == null ? "" : persona(bestFit).name(),
        treatedAs.equals(persona.id()) ? "" : persona(treatedAs).name(),
        holders,
        vacant);
  }

  /// How one person stands, as a sentence.
  String sentence(Person person, int ifAbsent) {
    if (person.hats().isEmpty()) {
      return "%s wears no hat.".formatted(person.name());
    }
    long services =
        person.hats().stream().flatMap(hat -> hat.services().stream()).distinct().count();
    String wears =
        "%s wears %s for %s"
            .formatted(
                person.name(),
                Counted.of(person.hats().size(), "hat", "hats"),
                Counted.of(services, "service", "services"));
    return ifAbsent == 0
        ? wears + "; no post rests on them alone."
        : "%s; %s on them alone."
            .formatted(
                wears,
                ifAbsent == 1 ? "one post rests" : Counted.of(ifAbsent, "post", "posts") + " rest");
  }
}
