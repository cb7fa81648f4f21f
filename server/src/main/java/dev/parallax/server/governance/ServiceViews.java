package dev.parallax.server.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.governance.Persona;
import dev.parallax.server.budgets.SloView;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.governance.ServiceView.Fact;
import dev.parallax.server.governance.ServiceView.Neighbour;
import dev.parallax.server.governance.ServiceView.ObjectiveRow;
import dev.parallax.server.governance.ServiceView.SloBlock;
import dev.parallax.server.shell.Counted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the view of a service out of one statement and one registry().
///
/// @param pin the statement that the address asks for, kept in links; nothing for the latest
record ServiceViews(
    Seats.Census census, Statement statement, Wording wording, @Nullable String pin) {
  private Registry registry() {
    return census.registry();
  }

  ServiceView of(Service service) {
    List<SloBlock> slos = slos(service.id());
    List<Registry.NotMeasured> notMeasured =
        registry().notMeasured().values().stream()
            .filter(each -> each.service().equals(service.id()))
            .toList();
    List<SeatView> all = seatsOf(service.id());
    return new ServiceView(
        service.id().value(),
        service.title(),
        service.description(),
        sentence(service.title(), slos, notMeasured.size()),
        ServicePages.page("/services", pin),
        pin == null ? "" : pin,
        facts(service),
        slos,
        neighbours(service.dependsOn()),
        neighbours(registry().neededBy(service.id())),
        all.stream().filter(SeatView::builtIn).toList(),
        all.stream().filter(seat -> !seat.builtIn()).toList(),
        notMeasured,
        registry().findingsAbout(service.id()));
  }

  /// How a service stands, in one sentence.
  static String sentence(String title, List<SloBlock> slos, int notMeasured) {
    if (slos.isEmpty()) {
      return notMeasured == 0
          ? "%s has no SLO: nobody has promised anything yet.".formatted(title)
          : "%s has %s, and none can be measured."
              .formatted(title, Counted.of(notMeasured, "registered SLO", "registered SLOs"));
    }
    SloView worst = slos.getFirst().slo();
    String first = "%s: %s %s".formatted(title, worst.displayName(), worst.worst().sentence());
    long alike = slos.stream().filter(block -> !block.slo().state().equals("on-pace")).count();
    if (slos.size() == 1) {
      return first;
    }
    return first
        + (alike <= 1
            ? " %s on pace.".formatted(others(slos.size() - (int) alike, alike == 0))
            : " %s of its %s are not on pace."
                .formatted(
                    Counted.sentence(Counted.number(alike)),
                    Counted.of(slos.size(), "SLO", "SLOs")));
  }

  private static String others(int count, boolean withFirst) {
    if (withFirst) {
      return count == 2
          ? "Both its SLOs are"
          : "All %s are".formatted(Counted.of(count, "SLO", "SLOs"));
    }
    return count == 1
        ? "Its other SLO is"
        : "Its %s are".formatted(Counted.of(count, "other SLO", "other SLOs"));
  }

  private List<SloBlock> slos(ServiceId service) {
    return statement.of(service).stream().sorted(Wording.WORST_FIRST).map(this::slo).toList();
  }

  private SloBlock slo(SloFigures figures) {
    SloView view = wording.view(figures);
    return new SloBlock(
        view,
        ServicePages.page("/slos/" + view.id(), pin),
        view.objectives().stream()
            .map(
                each ->
                    new ObjectiveRow(
                        each, ServiceList.look(each.state()), ServiceRow.bar(view, each)))
            .toList());
  }

  private static List<Fact> facts(Service service) {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Tier", service.tier());
    add(facts, "System", service.system());
    add(facts, "Lifecycle", service.lifecycle());
    add(facts, "Maintained by", service.owner());
    return facts;
  }

  private static void add(List<Fact> facts, String name, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      facts.add(new Fact(name, text));
    }
  }

  private List<Neighbour> neighbours(Collection<ServiceId> services) {
    return services.stream().map(this::neighbour).toList();
  }

  private Neighbour neighbour(ServiceId id) {
    String state =
        ServiceList.worst(statement.of(id))
            .map(figures -> Wording.stateText(figures.state()))
            .orElse("No measured SLO");
    String look =
        ServiceList.worst(statement.of(id))
            .map(figures -> ServiceList.look(ServiceList.code(figures.state())))
            .orElse("unk");
    return new Neighbour(
        registry().titleOf(id), ServicePages.page("/services/" + id, pin), look, state);
  }

  private List<SeatView> seatsOf(ServiceId service) {
    return registry().roster().personas().distinct().stream()
        .map(Persona::id)
        .map(
            persona ->
                SeatView.of(
                    persona,
                    registry().roster().resolve(persona, service, statement.asOf()),
                    census,
                    pin))
        .filter(seat -> seat.builtIn() || !seat.isVacant())
        .toList();
  }
}
