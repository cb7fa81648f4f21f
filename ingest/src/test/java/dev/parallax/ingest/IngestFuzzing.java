package dev.parallax.ingest;

import dev.parallax.testkit.FuzzCampaign;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Run by name alone, with the profile `fuzz`: see CONTRIBUTING.md.
class IngestFuzzing {
  @Test
  void everyReaderOfSignalsAnswersAnything() throws IOException {
    Path folder = Path.of("target", "fuzz");
    Fuzz.main(new String[] {folder.resolve("seeds").toString()});

    FuzzCampaign.run(Fuzz.class, folder);
  }
}
