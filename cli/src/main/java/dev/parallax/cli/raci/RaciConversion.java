package dev.parallax.cli.raci;

import dev.parallax.formats.parallaxdev.MatrixWriter;
import dev.parallax.formats.raci.RaciWriter;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.RaciMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Matrices written in another form, or in the letters of another alphabet.
public final class RaciConversion {
  private final List<RaciMatrix> matrices;

  public RaciConversion(List<RaciMatrix> matrices) {
    this.matrices = List.copyOf(matrices);
  }

  /// The same in the letters of another alphabet.
  public RaciConversion to(Alphabet alphabet) {
    return new RaciConversion(matrices.stream().map(each -> each.in(alphabet)).toList());
  }

  /// What other letters say more or less than those they stand for, cell by cell, as sentences.
  public List<String> differences(RaciConversion before) {
    List<String> said = new ArrayList<>();
    for (int m = 0; m < matrices.size(); m++) {
      RaciMatrix now = matrices.get(m);
      RaciMatrix was = before.matrices.get(m);
      for (int r = 0; r < now.rows().size(); r++) {
        for (int c = 0; c < now.columns().size(); c++) {
          RaciMatrix.Cell then = was.rows().get(r).cells().get(c);
          RaciMatrix.Cell cell = now.rows().get(r).cells().get(c);
          if (!then.capabilities().equals(cell.capabilities())) {
            said.add(
                "%s, %s: '%s' of %s is '%s' in %s, which does not grant the same."
                    .formatted(
                        now.rows().get(r).activity().name(),
                        now.columns().get(c).header(),
                        then.code(),
                        was.alphabet().title(),
                        cell.code(),
                        now.alphabet().title()));
          }
        }
      }
    }
    return said;
  }

  /// Tables under a heading each.
  public String markdown() {
    return matrices.size() == 1
        ? RaciWriter.markdown(matrices.getFirst())
        : matrices.stream()
            .map(each -> "## " + each.name() + "\n\n" + RaciWriter.markdown(each))
            .collect(Collectors.joining("\n"));
  }

  /// One table after the other, an empty line between them.
  public String csv() {
    return matrices.stream().map(RaciWriter::csv).collect(Collectors.joining("\n"));
  }

  /// Documents that can be registered.
  public String yaml() {
    return matrices.stream().map(MatrixWriter::yaml).collect(Collectors.joining("---\n"));
  }
}
