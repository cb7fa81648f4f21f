package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Problem;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Roster;
import dev.parallax.governance.raci.Matrices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that is registered, as of one revision. Immutable.
///
/// @param slos the measured ones, each with all its versions
/// @param notMeasured SLOs that are registered and cannot be measured, with the reason
/// @param roster personas, people and assignments
/// @param matrices responsibility matrices, and which scope adopted which
/// @param mails the mail address of each person of whom one is known
/// @param findings what is wrong with the documents without keeping them out
/// @param lookup the same by service
public record Registry(
    long revision,
    SortedMap<ServiceId, Service> services,
    SortedMap<SloId, SloHistory> slos,
    SortedMap<SloId, NotMeasured> notMeasured,
    SortedMap<String, DataSource> dataSources,
    Roster roster,
    Matrices matrices,
    SortedMap<PersonRef, String> mails,
    List<Problem> findings,
    Lookup lookup) {
  /// An SLO that the ledger cannot measure.
  ///
  /// @param reason a clause without its full stop
  public record NotMeasured(SloId id, ServiceId service, String reason) {}

  /// Something that answers queries.
  ///
  /// @param type in lower case, such as `prometheus`
  /// @param url where it is reached, or nothing where the document does not say
  public record DataSource(
      String name, String type, @Nullable String url, Map<String, String> connection) {
    public DataSource {
      connection = Collections.unmodifiableMap(new TreeMap<>(connection));
    }
  }

  public Registry {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    slos = Collections.unmodifiableSortedMap(new TreeMap<>(slos));
    notMeasured = Collections.unmodifiableSortedMap(new TreeMap<>(notMeasured));
    dataSources = Collections.unmodifiableSortedMap(new TreeMap<>(dataSources));
    mails = Collections.unmodifiableSortedMap(new TreeMap<>(mails));
    findings = List.copyOf(findings);
  }

  public Registry(
      long revision,
      SortedMap<ServiceId, Service> services,
      SortedMap<SloId, SloHistory> slos,
      SortedMap<SloId, NotMeasured> notMeasured,
      SortedMap<String, DataSource> dataSources,
      Roster roster,
      Matrices matrices,
      SortedMap<PersonRef, String> mails,
      List<Problem> findings) {
    this(
        revision,
        services,
        slos,
        notMeasured,
        dataSources,
        roster,
        matrices,
        mails,
        findings,
        Lookup.of(services.values(), slos.values(), findings));
  }

  /// What a page of one service asks for, so that it need not look through all.
  ///
  /// @param slosOf the SLOs of a service, by id
  /// @param neededBy who depends on a service, by id
  /// @param findings what was found about what is called so
  public record Lookup(
      Map<ServiceId, List<SloHistory>> slosOf,
      Map<ServiceId, List<ServiceId>> neededBy,
      Map<String, List<Problem>> findings) {
    static Lookup of(
        Collection<Service> services, Collection<SloHistory> slos, List<Problem> findings) {
      Map<ServiceId, List<ServiceId>> neededBy = new HashMap<>();
      for (Service service : services) {
        for (ServiceId needed : service.dependsOn()) {
          neededBy.computeIfAbsent(needed, _ -> new ArrayList<>(2)).add(service.id());
        }
      }
      return new Lookup(
          slos.stream()
              .collect(Collectors.groupingBy(each -> each.versions().getLast().slo().service())),
          neededBy,
          findings.stream().collect(Collectors.groupingBy(each -> nameIn(each.place().file()))));
    }
  }

  public Optional<SloHistory> slo(SloId id) {
    return Optional.ofNullable(slos.get(id));
  }

  public Optional<Service> service(ServiceId id) {
    return Optional.ofNullable(services.get(id));
  }

  /// The service of that name, however it is written.
  public Optional<Service> named(String name) {
    try {
      return service(new ServiceId(name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The SLOs of a service in the wording of today, by id.
  public List<SloHistory> slosOf(ServiceId service) {
    return Collections.unmodifiableList(lookup.slosOf().getOrDefault(service, List.of()));
  }

  /// The services that depend on one, by id.
  public List<ServiceId> neededBy(ServiceId service) {
    return Collections.unmodifiableList(lookup.neededBy().getOrDefault(service, List.of()));
  }

  /// The findings about the documents of a service and of its SLOs.
  public List<Problem> findingsAbout(ServiceId service) {
    Set<String> names = new TreeSet<>(Set.of(service.value()));
    slosOf(service).forEach(history -> names.add(history.versions().getLast().slo().id().value()));
    notMeasured.values().stream()
        .filter(each -> each.service().equals(service))
        .forEach(each -> names.add(each.id().value()));
    return names.stream()
        .flatMap(name -> lookup.findings().getOrDefault(name, List.of()).stream())
        .toList();
  }

  /// `registered:SLO a` and `registered:Component component:default/a` are both about `a`.
  private static String nameIn(String file) {
    String name = file.substring(file.lastIndexOf(' ') + 1);
    return name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  /// Where a person's mail goes, if that is known.
  public Optional<String> mailOf(PersonRef person) {
    return Optional.ofNullable(mails.get(person));
  }

  /// What people call a service; its id where nobody registered it.
  public String titleOf(ServiceId id) {
    Service service = services.get(id);
    return service == null ? id.value() : service.title();
  }
}
