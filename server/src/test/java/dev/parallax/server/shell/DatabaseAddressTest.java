package dev.parallax.server.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @Test
  void readsTheFormThatPlatformsGive() {
    assertThat(
            DatabaseAddress.parse("postgres://ana:a%40b+c@db.example:5433/ledger?sslmode=require"))
        .isEqualTo(
            new DatabaseAddress(
                "jdbc:postgresql://db.example:5433/ledger?sslmode=require", "ana", "a@b+c"));
  }

  @Test
  void readsTheFormThatJavaKnows() {
    assertThat(DatabaseAddress.parse("jdbc:postgresql://db/ledger?user=ana&password=x&ssl=true"))
        .isEqualTo(new DatabaseAddress("jdbc:postgresql://db/ledger?ssl=true", "ana", "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysql://ana:sesame@h/x", "postgres://h", "postgres://h/", "sesame x", "h:5"})
  void refusesWhatIsNoPostgresWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> DatabaseAddress.parse(text))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("postgres://user:password@host:5432/name")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void printsItselfWithoutThePassword() {
    assertThat(DatabaseAddress.parse("postgres://ana:sesame@h/x"))
        .hasToString("jdbc:postgresql://h/x as ana");
  }
}
