package dev.parallax.server.home;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.budgets.SloView;
import dev.parallax.server.shell.Counted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A persona's home as it is shown: one shape for the answer and the page.
///
/// @param persona its id
/// @param headline one sentence that can be read aloud
/// @param services of the services in view one page, worst first
/// @param page which page that is
/// @param inbox what waits for whom this home is; empty under a statement of the past
/// @param seats vacancies in view
/// @param questions all questions of the persona in their order
public record HomeView(
    String persona,
    PersonaBody named,
    StatementBody statement,
    @Nullable String person,
    @Nullable String service,
    boolean sample,
    String headline,
    String measuredText,
    List<ServiceLine> services,
    PageBody page,
    InboxView inbox,
    List<SeatLine> seats,
    List<Answer> questions) {
  /// @param definedName what it was defined as; differs from `name` where the organisation renamed
  ///   it
  public record PersonaBody(
      String id, String name, String definedName, String decides, String altitude) {}

  public record StatementBody(String id, Instant asOf, String asOfText) {}

  /// A page of services.
  ///
  /// @param number from 1
  /// @param services how many are in view
  public record PageBody(int number, int pages, int services) {
    /// `10,000 services`.
    public String servicesText() {
      return Counted.of(services, "service", "services");
    }
  }

  /// A service with its worst SLO.
  ///
  /// @param slo the worst one, or nothing where it has none
  public record ServiceLine(
      String id,
      String title,
      @Nullable String tier,
      String state,
      String stateText,
      int slos,
      @Nullable SloView slo) {}

  /// A hat of somebody.
  ///
  /// @param services for how many services they hold it
  /// @param waiting how much waits for them under it
  record Mine(String id, String name, int services, long waiting) {}

  /// A seat that nobody holds.
  public record SeatLine(
      String service, String serviceTitle, String persona, String personaName, String why) {}

  /// The same as one person's, or of one service.
  HomeView of(@Nullable PersonRef whose, @Nullable String only, String said) {
    return new HomeView(
        persona,
        named,
        statement,
        whose == null ? null : whose.value(),
        only,
        sample,
        said,
        measuredText,
        services,
        page,
        inbox,
        seats,
        questions);
  }

  /// The same with what is of now.
  HomeView with(InboxView waiting, List<Answer> answers) {
    return new HomeView(
        persona,
        named,
        statement,
        person,
        service,
        sample,
        headline,
        measuredText,
        services,
        page,
        waiting,
        seats,
        answers);
  }

  /// How many questions are answered.
  public long answered() {
    return questions.stream().filter(Answer::answered).count();
  }
}
