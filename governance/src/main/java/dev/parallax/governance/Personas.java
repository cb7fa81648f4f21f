package dev.parallax.governance;

import dev.parallax.governance.Persona.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The personas of one organisation: those that come with the product, renamed, merged and extended
/// as the organisation needs. ADR-00006 calls that "best fit". Immutable; a change gives a new
/// registry, or is refused with every reason.
///
/// Three ways for one persona to stand for another:
/// - an *alias* is another name of the same persona;
/// - *merged* personas are one persona here: whoever is assigned to one of them counts for all;
/// - a *best fit* stands in only where nobody is assigned.
public final class Personas {
  private static final List<Persona> SHIPPED = BuiltInPersonas.all();
  private static final List<PersonaId> SHIPPED_ORDER = SHIPPED.stream().map(Persona::id).toList();
  private static final Comparator<Persona> SHOWN_ORDER =
      Comparator.comparingInt((Persona persona) -> place(persona.id())).thenComparing(Persona::id);
  private static final int LONGEST_NAME = 200;

  private final Map<PersonaId, Persona> byId;
  private final SortedMap<PersonaId, PersonaId> mergedInto;
  private final Map<String, List<Persona>> byName;
  private final Map<String, List<Persona>> byAlias;

  private Personas(Collection<Persona> personas, Map<PersonaId, PersonaId> mergedInto) {
    this.byId = new LinkedHashMap<>();
    personas.stream().sorted(SHOWN_ORDER).forEach(persona -> byId.put(persona.id(), persona));
    this.mergedInto = new TreeMap<>(mergedInto);
    this.byName = index(p -> Stream.of(p.id().value(), p.name(), p.definedName()));
    this.byAlias = index(p -> p.aliases().stream());
  }

  /// The eleven personas of ADR-00002 and the five that its sibling documents use.
  public static Personas builtIn() {
    return new Personas(SHIPPED, Map.of());
  }

  /// What became of a change.
  public sealed interface Change {
    /// It was made.
    record Made(Personas personas) implements Change {}

    /// It was not made, for these reasons.
    record Refused(List<Flaw> flaws) implements Change {
      public Refused {
        flaws = List.copyOf(flaws);
      }
    }

    /// The changed registry, for callers to whom a refusal is a bug.
    ///
    /// @throws IllegalArgumentException with every reason, if it was refused
    default Personas orThrow() {
      return switch (this) {
        case Made(Personas personas) -> personas;
        case Refused(List<Flaw> flaws) ->
            throw new IllegalArgumentException(
                String.join("\n", flaws.stream().map(Flaw::message).toList()));
      };
    }
  }

  /// What a name turned out to mean.
  public sealed interface Match {
    /// Exactly one persona is called so.
    record Found(Persona persona) implements Match {}

    /// Several personas are called so; the name alone does not decide.
    record Ambiguous(String name, List<Persona> candidates) implements Match {
      /// The ambiguity in three parts.
      public Flaw flaw() {
        return new Flaw(
            "persona '%s'".formatted(name),
            "a name that means one persona, not %s".formatted(ids(candidates)),
            "Write the id of the one that is meant.");
      }
    }

    /// No persona is called so.
    ///
    /// @param known every persona of the registry
    record Unknown(String name, List<Persona> known) implements Match {
      /// The unknown name in three parts.
      public Flaw flaw() {
        return new Flaw(
            "persona '%s'".formatted(shortened(name)),
            "one of %s, or a name or alias of one".formatted(ids(known)),
            "Correct the name, or add a persona of that name.");
      }
    }
  }

  /// Every persona: the eleven in the order of ADR-00002, the extensions, then the organisation's
  /// own by id.
  public List<Persona> all() {
    return List.copyOf(byId.values());
  }

  /// The personas that are told apart here: all but those merged into another.
  public List<Persona> distinct() {
    return byId.values().stream().filter(p -> !mergedInto.containsKey(p.id())).toList();
  }

  /// The persona with that id, if there is one.
  public Optional<Persona> get(PersonaId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// The persona that people mean by a name. The exact id comes first, then names, then aliases;
  /// case, spaces, punctuation and a plural do not matter.
  public Match find(String name) {
    if (name.length() <= LONGEST_NAME) {
      String plain = plain(name);
      List<Persona> exact =
          byId.values().stream().filter(p -> p.id().value().equals(name)).toList();
      for (List<Persona> level :
          List.of(
              exact,
              byName.getOrDefault(plain, List.of()),
              byAlias.getOrDefault(plain, List.of()))) {
        if (!level.isEmpty()) {
          return level.size() == 1
              ? new Match.Found(level.getFirst())
              : new Match.Ambiguous(name, level);
        }
      }
    }
    return new Match.Unknown(name, all());
  }

  /// The persona as which this one is treated here: itself, unless it is merged into another.
  public PersonaId treatedAs(PersonaId id) {
    PersonaId here = id;
    for (PersonaId next = mergedInto.get(here); next != null; next = mergedInto.get(here)) {
      here = next;
    }
    return here;
  }

  /// All personas that are treated as the same one, that one first.
  public List<Persona> mergedWith(PersonaId id) {
    PersonaId here = treatedAs(id);
    return Stream.concat(
            get(here).stream(),
            byId.values().stream()
                .filter(p -> !p.id().equals(here) && treatedAs(p.id()).equals(here)))
        .toList();
  }

  /// The personas to ask one after the other: the one as which this one is treated, its best fit,
  /// that one's best fit, and so on. Finite, because circles are refused.
  public List<PersonaId> chain(PersonaId id) {
    SequencedSet<PersonaId> chain = new LinkedHashSet<>();
    PersonaId next = treatedAs(id);
    while (next != null && chain.add(next)) {
      next = standIn(next);
    }
    return List.copyOf(chain);
  }

  /// The organisation's own name for a persona. The name it was defined with remains findable.
  public Change rename(PersonaId id, String organisationName) {
    return alter(
        id,
        persona -> {
          Label label = persona.label();
          return persona.withLabel(new Label(label.name(), organisationName, label.aliases()));
        });
  }

  /// One more name under which a persona is found. Two personas may share an alias; then the alias
  /// is ambiguous, which [#find] says.
  public Change alias(PersonaId id, String alias) {
    return alter(
        id,
        persona -> {
          Label label = persona.label();
          List<String> aliases = new ArrayList<>(label.aliases());
          aliases.add(alias);
          return persona.withLabel(new Label(label.name(), label.organisationName(), aliases));
        });
  }

  /// The persona that stands in where nobody is assigned, or none.
  public Change bestFit(PersonaId id, @Nullable PersonaId fit) {
    return alter(id, persona -> persona.withBestFit(fit));
  }

  /// Personas of the organisation's own. They may name each other as best fit, in any order.
  public Change add(List<Persona> added) {
    List<Flaw> flaws = new ArrayList<>();
    Map<PersonaId, Persona> all = new LinkedHashMap<>(byId);
    for (Persona persona : added) {
      if (all.putIfAbsent(persona.id(), persona) != null) {
        flaws.add(
            new Flaw(
                "persona '%s' is defined twice".formatted(persona.id()),
                "one definition for each id",
                "Choose another id, or rename the existing persona instead of adding one."));
      }
    }
    return checked(flaws, new Personas(all.values(), mergedInto));
  }

  /// From now on `merged` is treated as `into`: whoever is assigned to either counts for both, and
  /// the best fit is that of `into`.
  public Change merge(PersonaId merged, PersonaId into) {
    List<Flaw> flaws = new ArrayList<>();
    Stream.of(merged, into)
        .filter(id -> !byId.containsKey(id))
        .map(this::unknown)
        .forEach(flaws::add);
    PersonaId before = mergedInto.get(merged);
    if (before != null && !before.equals(into)) {
      flaws.add(
          new Flaw(
              "persona '%s' is merged into '%s' and into '%s'".formatted(merged, before, into),
              "one persona as which it is treated",
              "Merge it once; to make all three one, merge '%s' into '%s'."
                  .formatted(before, into)));
    }
    if (treatedAs(into).equals(merged)) {
      flaws.add(
          new Flaw(
              "persona '%s' is merged into '%s', which is treated as '%s'"
                  .formatted(merged, into, merged),
              "no circle, since one of them must remain",
              "Merge in one direction only."));
    }
    if (!flaws.isEmpty()) {
      return new Change.Refused(flaws);
    }
    Map<PersonaId, PersonaId> more = new TreeMap<>(mergedInto);
    more.put(merged, into);
    return checked(flaws, new Personas(byId.values(), more));
  }

  private Change alter(PersonaId id, Function<Persona, Persona> change) {
    Persona persona = byId.get(id);
    if (persona == null) {
      return new Change.Refused(List.of(unknown(id)));
    }
    Map<PersonaId, Persona> all = new LinkedHashMap<>(byId);
    all.put(id, change.apply(persona));
    return checked(List.of(), new Personas(all.values(), mergedInto));
  }

  private static Change checked(List<Flaw> before, Personas changed) {
    List<Flaw> flaws = new ArrayList<>(before);
    flaws.addAll(changed.nameClashes());
    flaws.addAll(changed.danglingFits());
    flaws.addAll(changed.circles());
    return flaws.isEmpty() ? new Change.Made(changed) : new Change.Refused(flaws);
  }

  private List<Flaw> nameClashes() {
    return byName.values().stream()
        .filter(same -> same.size() > 1)
        .map(
            same ->
                new Flaw(
                    "personas %s share the name '%s'".formatted(ids(same), same.getLast().name()),
                    "a name of its own for each, since pages tell them apart by it",
                    "Choose another name, or merge the two."))
        .distinct()
        .toList();
  }

  private List<Flaw> danglingFits() {
    return byId.values().stream()
        .map(Persona::bestFit)
        .filter(fit -> fit != null && !byId.containsKey(fit))
        .map(this::unknown)
        .distinct()
        .toList();
  }

  /// Circles of best fits, each said once, starting at its first persona by id.
  private List<Flaw> circles() {
    List<Flaw> flaws = new ArrayList<>();
    for (PersonaId start : new TreeMap<>(byId).keySet()) {
      List<PersonaId> chain = chain(start);
      PersonaId back = standIn(chain.getLast());
      if (start.equals(back) && chain.stream().allMatch(id -> start.compareTo(id) <= 0)) {
        flaws.add(
            new Flaw(
                "best fit %s → %s"
                    .formatted(
                        String.join(" → ", chain.stream().map(PersonaId::value).toList()), start),
                "an end, since each stands in only where the one before is not assigned",
                "Remove the best fit of one of them."));
      }
    }
    return flaws;
  }

  /// The best fit as treated here. One that is merged with the persona itself adds nobody.
  private @Nullable PersonaId standIn(PersonaId here) {
    Persona persona = byId.get(here);
    PersonaId fit = persona == null ? null : persona.bestFit();
    if (fit == null) {
      return null;
    }
    PersonaId treated = treatedAs(fit);
    boolean mergedWithItself = treated.equals(here) && !fit.equals(here);
    return mergedWithItself ? null : treated;
  }

  private Flaw unknown(PersonaId id) {
    return new Match.Unknown(id.value(), all()).flaw();
  }

  private Map<String, List<Persona>> index(Function<Persona, Stream<String>> names) {
    Map<String, List<Persona>> index = new LinkedHashMap<>();
    for (Persona persona : byId.values()) {
      names
          .apply(persona)
          .map(Personas::plain)
          .filter(name -> !name.isEmpty())
          .distinct()
          .forEach(name -> index.computeIfAbsent(name, _ -> new ArrayList<>()).add(persona));
    }
    return index;
  }

  /// A name reduced to what people hear: lower case, words without punctuation, without plural.
  private static String plain(String name) {
    String words =
        name.toLowerCase(Locale.ROOT).replace("(s)", "").replaceAll("[^\\p{L}\\p{N}]+", " ");
    return words.strip().replaceAll("(\\p{L}[^s\\P{L}])s(?= |$)", "$1");
  }

  private static int place(PersonaId id) {
    int place = SHIPPED_ORDER.indexOf(id);
    return place < 0 ? SHIPPED_ORDER.size() : place;
  }

  private static String ids(List<Persona> personas) {
    return String.join(", ", personas.stream().map(p -> p.id().value()).toList());
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
  }
}
