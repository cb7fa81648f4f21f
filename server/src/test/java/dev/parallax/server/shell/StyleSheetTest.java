package dev.parallax.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleSheetTest {
  /// WCAG 2.2, success criterion 1.4.3 (text) and 1.4.11 (pictures).
  private static final double TEXT = 4.5;

  private static final double PICTURE = 3;

  private static final Pattern TOKENS = Pattern.compile(":root \\{(.*?)}", Pattern.DOTALL);
  private static final Pattern COLOUR = Pattern.compile("--([\\w-]+): #([0-9a-f]{6});");

  private final String style = read();

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void wordsStandOutFromEveryGround(int mode) {
    Map<String, Integer> colours = colours(mode);

    for (String ground : List.of("paper", "sheet", "hover")) {
      for (String ink :
          List.of("ink", "soft", "faint", "accent", "good", "warn", "bad", "unknown")) {
        assertThat(contrast(colours, ink, ground)).as(ink + " on " + ground).isGreaterThan(TEXT);
      }
    }
    for (String status : List.of("good", "warn", "bad", "unknown", "accent")) {
      assertThat(contrast(colours, status, status + "-soft")).as(status).isGreaterThan(TEXT);
    }
    assertThat(contrast(colours, "sheet", "accent")).as("button").isGreaterThan(TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void picturesAndEdgesStandOutFromPaper(int mode) {
    Map<String, Integer> colours = colours(mode);

    for (String mark : List.of("c1", "c2", "c3", "c4", "c5", "edge")) {
      assertThat(contrast(colours, mark, "paper")).as(mark + " on paper").isGreaterThan(PICTURE);
      assertThat(contrast(colours, mark, "sheet")).as(mark + " on sheet").isGreaterThan(PICTURE);
    }
  }

  @Test
  void coloursAreNamedInOnePlace() {
    String beyondTokens =
        style.substring(style.indexOf("/* The page */"), style.indexOf("@media print"));

    assertThat(beyondTokens)
        .doesNotContainPattern("#[0-9a-fA-F]{3,8}\\b(?=[ ;])")
        .doesNotContain("rgb(");
  }

  @Test
  void nothingIsFetchedFromElsewhere() {
    assertThat(style).doesNotContain("http:", "https:", "@import", "data:");
  }

  private Map<String, Integer> colours(int mode) {
    Matcher blocks = TOKENS.matcher(style);
    for (int i = 0; i <= mode; i++) {
      assertThat(blocks.find()).isTrue();
    }
    Map<String, Integer> colours = new HashMap<>();
    Matcher colour = COLOUR.matcher(blocks.group(1));
    while (colour.find()) {
      colours.put(colour.group(1), Integer.parseInt(colour.group(2), 16));
    }
    return colours;
  }

  private static double contrast(Map<String, Integer> colours, String one, String other) {
    double a = luminance(Objects.requireNonNull(colours.get(one), one));
    double b = luminance(Objects.requireNonNull(colours.get(other), other));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /// Relative luminance. Source: WCAG 2.2, definition of "relative luminance".
  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 255)
        + 0.7152 * linear(rgb >> 8 & 255)
        + 0.0722 * linear(rgb & 255);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static String read() {
    try (var bytes = Assets.class.getResourceAsStream("/assets/parallax.css")) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
