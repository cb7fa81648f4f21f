package dev.parallax.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "/%2fevil.example",
        "/%2F%2Fevil.example",
        "/%5cevil.example",
        "/%5C%5Cevil.example",
        "https:evil.example",
        "https:/evil.example",
        "https://evil.example",
        "HTTPS://evil.example",
        "http:\\\\evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "evil.example",
        "@evil.example",
        ".evil.example",
        "",
        " ",
        " //evil.example",
        "/ /evil.example",
        "\t//evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        "/\u0000/evil.example",
        "/\u00a0//evil.example",
        "/\u2028//evil.example",
        "/\u3002evil.example",
        "/\uff0f\uff0fevil.example",
        "/a\u007f",
        "/%",
        "/%zz",
        "/#//evil.example",
        "/<script>",
        "/\"onload=x",
        "/sign-in?to=//evil.example",
        "/sign-out"
      })
  void whatCouldLeadElsewhereBecomesTheFirstPage(String text) {
    assertThat(LocalPath.of(text).value()).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/services",
        "/services?q=a&page=2",
        "/slos/a%20b",
        "/people/ana@example.org",
        "/?to=//evil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/a//evil.example"
      })
  void aPathOfThisSiteStaysAndStaysHere(String text) {
    LocalPath path = LocalPath.of(text);

    assertThat(path.value()).isEqualTo(text);
    assertThat(URI.create("https://parallax.example/x").resolve(path.value()).getHost())
        .isEqualTo("parallax.example");
  }

  @Test
  void nothingAndTooMuchBecomeTheFirstPage() {
    assertThat(LocalPath.of(null).value()).isEqualTo("/");
    assertThat(LocalPath.of("/" + "a".repeat(1_001)).value()).isEqualTo("/");
  }
}
