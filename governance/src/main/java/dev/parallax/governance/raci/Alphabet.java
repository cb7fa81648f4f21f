package dev.parallax.governance.raci;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.DRIVE;
import static dev.parallax.governance.raci.Capability.INFORM;
import static dev.parallax.governance.raci.Capability.OMIT;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static dev.parallax.governance.raci.Capability.SIGN_OFF;
import static dev.parallax.governance.raci.Capability.SUPPORT;
import static dev.parallax.governance.raci.Capability.VERIFY;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The letters in which a responsibility matrix is written, and what each of them grants.
///
/// An empty cell is [Capability#OMIT] in all of them. Where an alphabet has no letter of its own
/// for driving the work, whoever does the work drives it.
///
/// Sources: ADR-00006 (SIG-SRE) for RACI; RASCI adds support; RACI-VS adds verification and
/// signature; DACI (Intuit) and RAPID (Bain) are made for decisions.
public enum Alphabet {
  RACI(
      "RACI",
      letter('A', "accountable", ANSWER),
      letter('R', "responsible", PERFORM, DRIVE),
      letter('C', "consulted", CONSULT),
      letter('I', "informed", INFORM)),
  RASCI(
      "RASCI",
      letter('A', "accountable", ANSWER),
      letter('R', "responsible", PERFORM, DRIVE),
      letter('S', "supports", SUPPORT),
      letter('C', "consulted", CONSULT),
      letter('I', "informed", INFORM)),
  RACI_VS(
      "RACI-VS",
      letter('A', "accountable", ANSWER),
      letter('R', "responsible", PERFORM, DRIVE),
      letter('V', "verifies", VERIFY),
      letter('S', "signs off", SIGN_OFF),
      letter('C', "consulted", CONSULT),
      letter('I', "informed", INFORM)),
  DACI(
      "DACI",
      letter('D', "drives", DRIVE),
      letter('A', "approves", ANSWER),
      letter('C', "contributes", CONSULT, SUPPORT, PERFORM),
      letter('I', "informed", INFORM)),
  RAPID(
      "RAPID",
      letter('R', "recommends", DRIVE),
      letter('A', "agrees", SIGN_OFF),
      letter('P', "performs", PERFORM),
      letter('I', "gives input", CONSULT),
      letter('D', "decides", ANSWER));

  /// One letter.
  ///
  /// @param sign a capital
  /// @param word what it is called, in words that fit after a name
  /// @param head the capability that no other letter of its alphabet has first
  /// @param grants everything that it grants, the head included
  public record Letter(char sign, String word, Capability head, Set<Capability> grants) {
    public Letter {
      grants = Collections.unmodifiableSet(EnumSet.copyOf(grants));
    }
  }

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
  private final List<Letter> letters;

  Alphabet(String title, Letter... letters) {
    this.title = title;
    this.letters = List.of(letters);
  }

  private static Letter letter(char sign, String word, Capability head, Capability... others) {
    return new Letter(sign, word, head, EnumSet.of(head, others));
  }

  /// What it is called: `RACI-VS`.
  public String title() {
    return title;
  }

  /// Its letters, in the order in which they are shown.
  public List<Letter> letters() {
    return letters;
  }

  /// The letter with that sign; a small one counts as well.
  public Optional<Letter> letter(int sign) {
    return letters.stream()
        .filter(letter -> letter.sign() == Character.toUpperCase(sign))
        .findFirst();
  }

  /// The letters that are read in a cell that holds these capabilities.
  public List<Letter> lettersOf(Set<Capability> capabilities) {
    return letters.stream().filter(letter -> capabilities.contains(letter.head())).toList();
  }

  /// The code of these capabilities: the letters that head one of them, and for what they leave out
  /// the first letter that grants it. What no letter grants is lost. Read back, it may hold more.
  public String code(Set<Capability> capabilities) {
    EnumSet<Capability> left = EnumSet.noneOf(Capability.class);
    left.addAll(capabilities);
    left.remove(OMIT);
    List<Letter> heads = lettersOf(left);
    heads.forEach(letter -> left.removeAll(letter.grants()));
    Stream<Letter> others =
        left.stream()
            .flatMap(each -> letters.stream().filter(l -> l.grants().contains(each)).limit(1));
    return Stream.concat(heads.stream(), others)
        .distinct()
        .map(letter -> String.valueOf(letter.sign()))
        .collect(Collectors.joining("/"));
  }

  /// The alphabet of that name, however it is written: `RACI-VS`, `raci_vs`.
  public static Optional<Alphabet> called(String name) {
    String plain = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    return Stream.of(values()).filter(each -> each.name().equals(plain)).findFirst();
  }
}
