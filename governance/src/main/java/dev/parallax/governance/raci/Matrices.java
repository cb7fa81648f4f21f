package dev.parallax.governance.raci;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Flaw;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Adoption.Template;
import dev.parallax.governance.raci.EffectiveMatrix.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// All matrices of an organisation and who adopted which: what holds for each service.
///
/// Activity by activity, the nearest scope that adopted a matrix with that activity decides: the
/// service, then its system, then the organisation. What nobody adopted comes with Parallax: the
/// reconciled matrix of SLOs, unless the organisation adopted another for one of its activities,
/// and the matrix of keeping Parallax, of which an organisation replaces single activities only.
public final class Matrices {
  private static final Comparator<Adoption> CANONICAL =
      Comparator.comparing(Adoption::scope)
          .thenComparing(each -> each.template().id())
          .thenComparing(each -> each.template().version());
  private static final Scope ORGANISATION = new Scope.Organisation();

  private final Map<String, List<RaciMatrix>> templates = new LinkedHashMap<>();
  private final Map<Scope, List<Adoption>> adoptions = new TreeMap<>();
  private final List<Adoption> defaults;
  private final List<Flaw> flaws = new ArrayList<>();
  private final Function<ServiceId, List<Scope>> scopes;
  private final Map<List<Scope>, EffectiveMatrix> known = new ConcurrentHashMap<>();

  /// @param templates those of the organisation; the shipped ones need not be named
  /// @param scopes the scopes that reach a service, nearest first
  public Matrices(
      Collection<RaciMatrix> templates,
      Collection<Adoption> adoptions,
      Function<ServiceId, List<Scope>> scopes) {
    Stream.concat(ShippedMatrices.all().stream(), templates.stream()).forEach(this::add);
    this.templates.values().forEach(each -> each.sort(Matrices::byVersion));
    this.scopes = scopes;
    adoptions.stream().sorted(CANONICAL).forEach(this::add);
    this.defaults = defaults();
  }

  /// Those that come with Parallax, adopted as they are.
  public static Matrices shipped(Function<ServiceId, List<Scope>> scopes) {
    return new Matrices(List.of(), List.of(), scopes);
  }

  private void add(RaciMatrix template) {
    List<RaciMatrix> versions = templates.computeIfAbsent(template.id(), _ -> new ArrayList<>());
    versions.removeIf(each -> each.version().equals(template.version()));
    versions.add(template);
  }

  private void add(Adoption adoption) {
    Template wanted = adoption.template();
    List<RaciMatrix> versions = templates.get(wanted.id());
    if (versions == null) {
      flaws.add(
          new Flaw(
              "adoption of matrix '%s' by %s".formatted(wanted.id(), adoption.scope()),
              "one of " + String.join(", ", templates.keySet()),
              "Register the matrix, or correct its id; until then the adoption changes nothing."));
      return;
    }
    if (versions.stream().noneMatch(each -> each.version().equals(wanted.version()))) {
      flaws.add(
          new Flaw(
              "adoption of version %s of matrix '%s' by %s"
                  .formatted(wanted.version(), wanted.id(), adoption.scope()),
              "one of " + String.join(", ", versions.stream().map(RaciMatrix::version).toList()),
              "Correct the version; until then the newest is used."));
    }
    adoptions.computeIfAbsent(adoption.scope(), _ -> new ArrayList<>()).add(adoption);
  }

  private List<Adoption> defaults() {
    Set<String> adopted = new HashSet<>();
    for (Adoption adoption : adoptions.getOrDefault(ORGANISATION, List.of())) {
      activities(template(adoption)).forEach(adopted::add);
    }
    RaciMatrix slos = ShippedMatrices.reconciled();
    Adoption keeping = Adoption.asShipped(ShippedMatrices.keeping(), Mode.ENFORCING);
    return activities(slos).anyMatch(adopted::contains)
        ? List.of(keeping)
        : List.of(Adoption.asShipped(slos, Mode.PERMISSIVE), keeping);
  }

  private static Stream<String> activities(RaciMatrix matrix) {
    return matrix.rows().stream().map(row -> row.activity().id());
  }

  /// The newest version of each matrix, the shipped ones first.
  public List<RaciMatrix> templates() {
    return templates.values().stream().map(List::getLast).toList();
  }

  /// All versions of a matrix, the newest last; none where there is no such matrix.
  public List<RaciMatrix> versions(String id) {
    return List.copyOf(templates.getOrDefault(id, List.of()));
  }

  /// The newest version of a matrix, if there is one.
  public Optional<RaciMatrix> template(String id) {
    return versions(id).reversed().stream().findFirst();
  }

  private RaciMatrix template(Adoption adoption) {
    List<RaciMatrix> versions = versions(adoption.template().id());
    return versions.stream()
        .filter(each -> each.version().equals(adoption.template().version()))
        .findFirst()
        .orElseGet(versions::getLast);
  }

  /// Every adoption in force, nearest scope first; at the end those that come with Parallax.
  public List<Adoption> adoptions() {
    return Stream.concat(adoptions.values().stream().flatMap(List::stream), defaults.stream())
        .toList();
  }

  /// These as they are seen from some scopes alone: without what others adopted, and without
  /// templates that nobody seen adopted.
  ///
  /// @param seen whether a scope is seen
  /// @param among the scopes that reach a service that is seen
  public Matrices within(Predicate<Scope> seen, Function<ServiceId, List<Scope>> among) {
    List<Adoption> kept =
        adoptions.values().stream()
            .flatMap(List::stream)
            .filter(each -> seen.test(each.scope()))
            .toList();
    return new Matrices(
        kept.stream().flatMap(each -> versions(each.template().id()).stream()).distinct().toList(),
        kept,
        among);
  }

  /// What adoptions name that is not there.
  public List<Flaw> flaws() {
    return List.copyOf(flaws);
  }

  /// A matrix as it was adopted: its cells with those of the adoption laid over them.
  public RaciMatrix adopted(Adoption adoption) {
    return adoption.laidOver(template(adoption));
  }

  /// What holds for a service.
  public EffectiveMatrix effective(ServiceId service) {
    List<Scope> reached = scopes.apply(service).stream().filter(adoptions::containsKey).toList();
    return known.computeIfAbsent(reached, this::compile);
  }

  /// How strictly an activity is held to for a service: permissive, where nobody says anything.
  public Mode mode(String activity, ServiceId service) {
    return effective(service).line(activity).map(Line::mode).orElse(Mode.PERMISSIVE);
  }

  /// How strictly an activity is held to where an adoption holds: what it says, else what wider
  /// ones say.
  public Mode mode(String activity, Adoption adoption) {
    List<Adoption> wider =
        adoptions().stream().filter(each -> each.scope() instanceof Scope.Organisation).toList();
    return modeOf(activity, Stream.concat(Stream.of(adoption), wider.stream()).toList());
  }

  private EffectiveMatrix compile(List<Scope> reached) {
    List<Adoption> nearestFirst =
        Stream.concat(
                reached.stream()
                    .flatMap(scope -> adoptions.getOrDefault(scope, List.of()).stream()),
                defaults.stream())
            .toList();
    Map<String, Line> lines = new LinkedHashMap<>();
    for (Adoption adoption : nearestFirst.reversed()) {
      RaciMatrix matrix = adopted(adoption);
      for (RaciMatrix.Row row : matrix.rows()) {
        Mode mode = modeOf(row.activity().id(), nearestFirst);
        lines.put(row.activity().id(), new Line(row, matrix, adoption, mode));
      }
    }
    return new EffectiveMatrix(lines.values());
  }

  private Mode modeOf(String activity, List<Adoption> nearestFirst) {
    return nearestFirst.stream()
        .flatMap(adoption -> said(activity, adoption))
        .findFirst()
        .orElse(Mode.PERMISSIVE);
  }

  private Stream<Mode> said(String activity, Adoption adoption) {
    Mode mode = adoption.modes().get(activity);
    if (mode == null && template(adoption).row(activity).isPresent()) {
      mode = adoption.modes().get(Adoption.EVERY);
    }
    return Stream.ofNullable(mode);
  }

  /// How far an adoption and its template have moved apart.
  public Drift drift(Adoption adoption) {
    List<RaciMatrix> versions = versions(adoption.template().id());
    return Drifting.between(adoption, template(adoption), versions.getLast());
  }

  /// By their numbers, so that 10 comes after 9; else by their letters.
  private static int byVersion(RaciMatrix one, RaciMatrix other) {
    String[] left = one.version().split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
    String[] right = other.version().split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean numbers = left[i].matches("\\d+") && right[i].matches("\\d+");
      int compared =
          numbers
              ? Comparator.comparingInt(String::length)
                  .thenComparing(Comparator.naturalOrder())
                  .compare(left[i].replaceFirst("^0+", ""), right[i].replaceFirst("^0+", ""))
              : left[i].compareTo(right[i]);
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(left.length, right.length);
  }
}
