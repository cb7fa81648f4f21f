package dev.parallax.formats.definitions;

import dev.parallax.formats.Problems;
import dev.parallax.formats.openslo.MappedSlo;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.SloMapping;
import dev.parallax.formats.yaml.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Puts what files say into one, and finds what their SLOs mean.
final class Merge {
  private final List<Reading> readings;
  private final Problems problems;

  Merge(List<Reading> readings, Problems problems) {
    this.readings = readings;
    this.problems = problems;
    readings.forEach(each -> each.problems().forEach(problems::add));
  }

  Definitions definitions(KnownNames known) {
    List<Located<OpenSlo>> openSlo = all(Definitions::openSlo);
    return new Definitions(
        openSlo,
        mapped(openSlo, known),
        all(Definitions::entities),
        all(Definitions::personas),
        all(Definitions::assignments),
        all(Definitions::schedules),
        all(Definitions::matrices),
        all(Definitions::adoptions));
  }

  private <T> List<T> all(Function<Definitions, List<T>> part) {
    List<T> all = new ArrayList<>();
    readings.forEach(each -> all.addAll(part.apply(each.said())));
    return all;
  }

  private List<Located<MappedSlo>> mapped(List<Located<OpenSlo>> openSlo, KnownNames known) {
    List<OpenSlo> objects = new ArrayList<>(openSlo.stream().map(Located::value).toList());
    objects.addAll(known.objects());
    SloMapping mapping = new SloMapping(objects, problems);
    List<Located<MappedSlo>> mapped = new ArrayList<>();
    for (Located<OpenSlo> located : openSlo) {
      if (located.value() instanceof OpenSlo.Slo slo) {
        mapping.map(located, slo).ifPresent(m -> mapped.add(new Located<>(m, located.node())));
      }
    }
    return mapped;
  }
}
