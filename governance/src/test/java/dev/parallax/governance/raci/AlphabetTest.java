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
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.raci.Alphabet.Letter;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlphabetTest {
  private static Set<Capability> granted(String code, Alphabet alphabet) {
    return Cell.of(code, alphabet).capabilities();
  }

  @Test
  void theSameLetterMeansWhatItsAlphabetSays() {
    assertThat(granted("A", Alphabet.RACI)).containsExactly(ANSWER);
    assertThat(granted("A", Alphabet.RAPID)).containsExactly(SIGN_OFF);
    assertThat(granted("R", Alphabet.RACI)).containsExactly(DRIVE, PERFORM);
    assertThat(granted("R", Alphabet.RAPID)).containsExactly(DRIVE);
    assertThat(granted("S", Alphabet.RASCI)).containsExactly(SUPPORT);
    assertThat(granted("S", Alphabet.RACI_VS)).containsExactly(SIGN_OFF);
    assertThat(granted("V", Alphabet.RACI_VS)).containsExactly(VERIFY);
    assertThat(granted("D", Alphabet.DACI)).containsExactly(DRIVE);
    assertThat(granted("D", Alphabet.RAPID)).containsExactly(ANSWER);
    assertThat(granted("C", Alphabet.DACI)).containsExactly(PERFORM, SUPPORT, CONSULT);
    assertThat(granted("I", Alphabet.RAPID)).containsExactly(CONSULT);
    assertThat(granted("I", Alphabet.DACI)).containsExactly(INFORM);
    assertThat(Cell.of("S", Alphabet.RACI).unread()).containsExactly("S");
  }

  @ParameterizedTest
  @EnumSource
  void everyLetterIsReadBackFromWhatItGrants(Alphabet alphabet) {
    for (Letter letter : alphabet.letters()) {
      assertThat(alphabet.code(letter.grants()))
          .as(alphabet.title())
          .isEqualTo(String.valueOf(letter.sign()));
    }
    assertThat(alphabet.code(Set.of(OMIT))).isEmpty();
    assertThat(alphabet.letters().stream().map(Letter::head)).doesNotHaveDuplicates();
    assertThat(Alphabet.called(alphabet.title())).contains(alphabet);
  }

  @ParameterizedTest(name = "{1} of {0} is {3} of {2}")
  @CsvSource({
    "RACI, A/R, RAPID, R/P/D",
    "RACI, C, RAPID, I",
    "RACI, I, RAPID, ''",
    "RAPID, R, RACI, R",
    "RACI, R, DACI, D/C",
    "RACI-VS, V, RACI, ''",
  })
  void aCodeIsSaidInTheLettersOfAnotherAlphabet(String from, String code, String to, String said) {
    Alphabet written = Alphabet.called(from).orElseThrow();

    assertThat(Alphabet.called(to).orElseThrow().code(granted(code, written))).isEqualTo(said);
  }
}
