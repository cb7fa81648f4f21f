package dev.parallax.server.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parallax.budget.Fraction;
import dev.parallax.server.charts.AttributionBar.Cause;
import dev.parallax.server.charts.AttributionBar.Part;
import dev.parallax.server.charts.BurnRateBar.Multiple;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BarsTest {
  @Test
  void exactlyNothingLeftIsNone() {
    BudgetBar bar = new BudgetBar("Mail", 0, "0.0 %", false);

    assertEquals("Mail: 0.0 % of the budget left, which is none.", bar.words());
    assertEquals(1, Markup.of(bar.svg()).looking("fb").size());
  }

  @Test
  void anOverspentBudgetAndItsExcessAreToOneScale() {
    Markup bar = Markup.of(new BudgetBar("Mail", -1, "−100.0 %", false).svg());

    assertEquals(75, width(bar.looking("fb").getFirst()));
  }

  @Test
  void anUnknownBudgetIsHatchedAndHasNoBar() {
    BudgetBar bar = new BudgetBar("Exports", Double.NaN, "–", false);

    Markup drawing = Markup.of(bar.svg());

    assertEquals(1, drawing.looking("hatch").size());
    assertEquals(1, drawing.named("rect").size());
    assertEquals("Exports: budget left is not known.", bar.words());
    assertEquals(List.of(List.of("Exports", "–")), bar.rows());
  }

  @Test
  void theThresholdItselfIsNotAboveTheThreshold() {
    Multiple three = new Multiple(3, "3.0×");

    BurnRateBar bar = new BurnRateBar("last 1 d", three, three, 16);

    assertEquals("last 1 d: burns at 3.0×, not above the threshold of 3.0×.", bar.words());
    assertEquals(0, Markup.of(bar.svg()).looking("fb").size());
    assertEquals(List.of(List.of("last 1 d", "3.0×", "3.0×")), bar.rows());
  }

  @Test
  void refusesAScaleWithoutLength() {
    Multiple one = new Multiple(1, "1.0×");

    assertThrows(IllegalArgumentException.class, () -> new BurnRateBar("1 h", one, one, 0));
  }

  @Test
  void thePartsOfAWholeFillTheBar() {
    AttributionBar bar =
        new AttributionBar(
            "Checkout",
            Fraction.of(100, 3),
            List.of(part(Cause.UNATTRIBUTED, 1), part(Cause.INCIDENT, 98), part(Cause.RELEASE, 1)));

    List<Element> parts = Markup.of(bar.svg()).named("rect");
    Element last = parts.getLast();

    assertEquals(List.of("f1", "f2", "f5"), parts.stream().map(BarsTest::look).toList());
    assertEquals(170, Markup.number(last, "x") + width(last), 0.11);
    assertEquals(
        "Checkout, burned by: incidents 98.0\u00a0%, releases 1.0\u00a0%, unattributed 1.0\u00a0%.",
        bar.words());
    assertEquals(List.of("incidents", "98 thirds", "98.0\u00a0%"), bar.rows().getFirst());
  }

  @Test
  void refusesPartsThatDoNotAddUp() {
    List<Part> parts = List.of(part(Cause.INCIDENT, 98), part(Cause.RELEASE, 1));

    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new AttributionBar("Checkout", Fraction.of(100, 3), parts));

    assertTrue(
        String.valueOf(refused.getMessage()).contains("add up to 33/1, expected the whole, 100/3"));
  }

  @Test
  void refusesACauseThatStandsTwice() {
    List<Part> parts = List.of(part(Cause.INCIDENT, 1), part(Cause.INCIDENT, 2));

    assertThrows(
        IllegalArgumentException.class, () -> new AttributionBar("Mail", Fraction.ONE, parts));
  }

  private static Part part(Cause cause, long thirds) {
    return new Part(cause, Fraction.of(thirds, 3), thirds + " thirds");
  }

  private static double width(Element rect) {
    return Markup.number(rect, "width");
  }

  private static String look(Element rect) {
    return rect.getAttribute("class");
  }
}
