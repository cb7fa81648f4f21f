package dev.parallax.server.home;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Question;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.EffectiveMatrix.Grant;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.Seating;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Questions that the running matrix answers: whom to ask, and whether those who are told are
/// there.
final class MatrixAnswers {
  private static final String AGREE = "agree";
  private static final String MEASURE = "measure-track";

  private final Lens lens;
  private final Present present;

  MatrixAnswers(Lens lens, Present present) {
    this.lens = lens;
    this.present = present;
  }

  /// DEV-6: whom the matrix asks before a change is agreed to, and who decides.
  Answer whomToConsult(Question question) {
    if (!present.isNow()) {
      return Answer.open(question, Present.NEEDED);
    }
    Set<String> asked = new TreeSet<>();
    Details details = new Details();
    for (ServiceId service : lens.services()) {
      String consulted = people(service, Capability.CONSULT);
      asked.add(consulted);
      details.add(
          "/services/" + service + "/seats",
          () ->
              "%s: ask %s; %s decides"
                  .formatted(lens.title(service), consulted, people(service, Capability.ANSWER)));
    }
    String answer =
        details.isEmpty()
            ? "Nobody: no service is in view."
            : asked.size() == 1
                ? "Ask %s.".formatted(asked.iterator().next())
                : "Whom the matrix names for the service; whoever sits there can be asked.";
    return Answer.of(question, answer, details);
  }

  private String people(ServiceId service, Capability part) {
    Seat seat = new Seat(service, AGREE, part);
    List<PersonRef> people = present.plan().seat(seat, lens.asOf()).people();
    return people.isEmpty()
        ? "nobody"
        : Phrases.list(people.stream().distinct().map(lens.roster().directory()::nameOf).toList());
  }

  /// QE-5: whether those whom the matrix informs of measuring are there.
  Answer informed(Question question) {
    if (!present.isNow()) {
      return Answer.open(question, Present.NEEDED);
    }
    Details details = new Details();
    for (ServiceId service : lens.services()) {
      List<String> absent = absent(service);
      if (!absent.isEmpty()) {
        details.add(
            "/services/" + service + "/seats",
            () -> "%s: nobody is there as %s".formatted(lens.title(service), Phrases.list(absent)));
      }
    }
    int all = lens.services().size();
    String answer =
        all == 0
            ? "No service is in view."
            : details.isEmpty()
                ? "Yes: everybody whom the matrix informs of measuring is there."
                : "For %s of %s; the others lack somebody whom the matrix informs of measuring."
                    .formatted(
                        details.size() == all ? "none" : Phrases.number(all - details.size()),
                        Phrases.count(all, "service"));
    return Answer.of(question, answer, details);
  }

  /// Personas whom the matrix informs of measuring a service, and nobody sits there for them.
  private List<String> absent(ServiceId service) {
    Seating seating =
        present.plan().seat(new Seat(service, MEASURE, Capability.INFORM), lens.asOf());
    return present.plan().matrices().effective(service).grants(MEASURE, Capability.INFORM).stream()
        .map(Grant::persona)
        .filter(persona -> seating.sitters().stream().noneMatch(s -> s.as().equals(persona)))
        .map(lens::personaName)
        .toList();
  }
}
