package dev.parallax.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {
  @Test
  void anAddressOfTheSameHalfIsTheSamePlace() {
    assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff:ffff::9"));
    assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
  }

  @Test
  void anAddressOfTheOldKindIsAPlaceOfItsOwn() {
    assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
    assertThat(network("::ffff:192.0.2.1")).isNotEqualTo(network("::ffff:192.0.2.2"));
  }

  @Test
  void whatIsNoAddressIsLookedUpNowhereAndBounded() {
    assertThat(network("evil.example")).isEqualTo("evil.example");
    assertThat(network("x".repeat(10_000))).hasSize(45);
  }

  private static String network(String text) {
    return new ClientAddress(text, false).network();
  }
}
