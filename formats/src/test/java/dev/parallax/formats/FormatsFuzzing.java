package dev.parallax.formats;

import dev.parallax.testkit.FuzzCampaign;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Run by name alone, with the profile `fuzz`: see CONTRIBUTING.md.
class FormatsFuzzing {
  @Test
  void everyReaderOfDocumentsAnswersAnything() throws IOException {
    Path folder = Path.of("target", "fuzz");
    Fuzz.seed(folder.resolve("seeds"));

    FuzzCampaign.run(Fuzz.class, folder);
  }
}
