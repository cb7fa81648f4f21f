package dev.parallax.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {
  private static final List<Integer> LONG = IntStream.rangeClosed(1, 120).boxed().toList();

  @Test
  void escapesWhatAnAddressCannotHold() {
    Listing listing =
        Listing.of("/definitions/Component/component:default/a b").with("q", "1 & 2=3?");

    assertThat(listing.href())
        .isEqualTo("/definitions/Component/component%3Adefault/a%20b?q=1%20%26%202%3D3%3F");
  }

  @Test
  void leavesBlankParametersOut() {
    assertThat(Listing.of("/services").with("q", " ").with("state", null).href())
        .isEqualTo("/services");
  }

  @Test
  void replacesAParameterInsteadOfRepeatingIt() {
    assertThat(Listing.of("/s").with("page", "2").with("page", "3").href()).isEqualTo("/s?page=3");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 50", "2, 51, 100", "3, 101, 120", "4, 101, 120", "0, 1, 50", "-7, 1, 50"})
  void aPageThatIsNotThereIsTheNearestOne(int number, int first, int last) {
    Listing.Leaf<Integer> leaf = Listing.leaf(LONG, number);

    assertThat(leaf.rows().getFirst()).isEqualTo(first).isEqualTo(leaf.first());
    assertThat(leaf.rows().getLast()).isEqualTo(last).isEqualTo(leaf.last());
  }

  @Test
  void anEmptyListHasOneEmptyPage() {
    Listing.Leaf<Integer> leaf = Listing.leaf(List.of(), 1);

    assertThat(leaf.pages()).isEqualTo(1);
    assertThat(leaf.first()).isZero();
    assertThat(leaf.last()).isZero();
  }

  @Test
  void turnsLeadToThePagesBeforeAndAfterWithinTheSameFilter() {
    Listing listing = Listing.of("/services").with("q", "a").with("page", "2");

    Listing.Turns middle = listing.turns(Listing.leaf(LONG, 2), "page", "services");

    assertThat(middle)
        .isEqualTo(
            new Listing.Turns(
                "51 to 100 of 120 services", "/services?q=a", "/services?q=a&page=3"));
    assertThat(listing.turns(Listing.leaf(LONG, 3), "page", "services").after()).isNull();
    assertThat(listing.turns(Listing.leaf(LONG, 1), "page", "services").before()).isNull();
  }
}
