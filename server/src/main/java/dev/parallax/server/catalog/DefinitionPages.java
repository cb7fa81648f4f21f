package dev.parallax.server.catalog;

import dev.parallax.formats.Problem;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.Listing;
import dev.parallax.server.shell.Refused;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What is registered: the list of documents with findings, and each document in all its wordings.
@Path("/definitions")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class DefinitionPages {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm z", Locale.UK);

  private static final Comparator<Catalog.Document> BY_KIND_AND_NAME =
      Comparator.comparing(Catalog.Document::kind).thenComparing(Catalog.Document::name);

  private final Catalog catalog;
  private final Framing framing;
  private final ZoneId zone;

  DefinitionPages(Catalog catalog, Framing framing, Installation installation) {
    this.catalog = catalog;
    this.framing = framing;
    this.zone = installation.zone();
  }

  /// A document as a line of the list shows it.
  ///
  /// @param at in the organisation's zone
  /// @param utc the same instant, to be shown on hover
  record Row(
      String kind, String name, String href, int version, String at, String utc, String by) {}

  /// A finding and the way to the document that it is about; empty where it is about none.
  record Finding(String place, String href, String found, String expected, String remedy) {}

  /// A kind of documents to choose.
  record Kind(String name, long documents, boolean chosen) {}

  record Shown(
      String sentence,
      boolean any,
      long revision,
      List<Finding> findings,
      Listing.Turns findingTurns,
      List<Row> rows,
      Listing.Turns turns) {}

  record Filter(String text, List<Kind> kinds, boolean on) {}

  /// @param text YAML
  record Wording(int version, String at, String utc, String by, String text) {}

  record definitions(Frame frame, Shown shown, Filter filter) implements TemplateInstance {}

  record definition(
      Frame frame,
      String kind,
      String name,
      String sentence,
      Wording newest,
      List<Wording> earlier,
      List<Finding> findings)
      implements TemplateInstance {}

  /// What the address of the list says.
  ///
  /// @param found page of the findings
  record Query(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("kind") @DefaultValue("") String kind,
      @QueryParam("page") @DefaultValue("") String page,
      @QueryParam("found") @DefaultValue("") String found) {
    Listing listing() {
      return Listing.of("/definitions")
          .with("q", q)
          .with("kind", kind)
          .with("page", page)
          .with("found", found);
    }

    boolean admits(Catalog.Document document) {
      return (kind.isEmpty() || kind.equals(document.kind()))
          && document.name().toLowerCase(Locale.ROOT).contains(q.strip().toLowerCase(Locale.ROOT));
    }

    static int number(String text) {
      return Listing.number(text);
    }
  }

  @GET
  @Operation(hidden = true)
  @Demands(activity = "keep-catalogue", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  public TemplateInstance list(@BeanParam Query query, @Context HttpHeaders headers) {
    List<Catalog.Document> all = catalog.documents();
    Registry registry = catalog.registry();
    List<Catalog.Document> wanted =
        all.stream().filter(query::admits).sorted(BY_KIND_AND_NAME).toList();
    Listing.Leaf<Catalog.Document> leaf = Listing.leaf(wanted, Query.number(query.page()));
    Listing.Leaf<Problem> findings = Listing.leaf(registry.findings(), Query.number(query.found()));
    Shown shown =
        new Shown(
            sentence(all.size(), registry.findings().size()),
            !all.isEmpty(),
            registry.revision(),
            findings.rows().stream().map(DefinitionPages::finding).toList(),
            query
                .listing()
                .turns(findings, "found", findings.total() == 1 ? "finding" : "findings"),
            leaf.rows().stream().map(this::row).toList(),
            query.listing().turns(leaf, "page", leaf.total() == 1 ? "document" : "documents"));
    Filter filter =
        new Filter(
            query.q(), kinds(all, query.kind()), !(query.q().isBlank() && query.kind().isEmpty()));
    return new definitions(framing.frame(headers), shown, filter);
  }

  /// How the catalogue stands, in one sentence.
  static String sentence(int documents, int findings) {
    if (documents == 0) {
      return "Nothing is registered yet.";
    }
    return "%s registered; %s."
        .formatted(
            Counted.sentence(Counted.of(documents, "document is", "documents are")),
            findings == 0
                ? "there is nothing to mend"
                : Counted.of(findings, "finding", "findings"));
  }

  private static List<Kind> kinds(List<Catalog.Document> all, String chosen) {
    Map<String, Long> counts =
        all.stream()
            .collect(
                Collectors.groupingBy(Catalog.Document::kind, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(each -> new Kind(each.getKey(), each.getValue(), each.getKey().equals(chosen)))
        .toList();
  }

  private Row row(Catalog.Document document) {
    return new Row(
        document.kind(),
        document.name(),
        href(document.kind(), document.name()),
        document.version(),
        minute(document.registeredAt()),
        document.registeredAt().toString(),
        document.registeredBy());
  }

  static String href(String kind, String name) {
    return Listing.of("/definitions/%s/%s".formatted(kind, name)).href();
  }

  private static Finding finding(Problem problem) {
    String place = problem.place().toString();
    return new Finding(
        Documents.plain(place),
        Documents.named(problem.place().file()).map(key -> href(key.kind(), key.name())).orElse(""),
        problem.found(),
        problem.expected(),
        problem.remedy());
  }

  @GET
  @Path("{kind}/{name: .+}")
  @Operation(hidden = true)
  @Demands(activity = "keep-catalogue", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  public TemplateInstance show(
      @PathParam("kind") String kind,
      @PathParam("name") String name,
      @Context HttpHeaders headers) {
    List<Wording> wordings = catalog.wordings(kind, name).stream().map(this::wording).toList();
    if (wordings.isEmpty()) {
      throw Refused.notFound(
          "%s '%s' is not registered.".formatted(kind, name),
          "Kind and name are compared letter by letter.",
          "/definitions lists what there is.");
    }
    DefinitionStore.Key key = new DefinitionStore.Key(kind, name);
    List<Finding> findings =
        catalog.registry().findings().stream()
            .filter(
                problem -> Documents.named(problem.place().file()).filter(key::equals).isPresent())
            .map(DefinitionPages::finding)
            .toList();
    Wording newest = wordings.getFirst();
    String sentence =
        wordings.size() == 1
            ? "%s has one wording, of %s.".formatted(name, newest.at())
            : "%s has %s; the newest is of %s."
                .formatted(name, Counted.of(wordings.size(), "wording", "wordings"), newest.at());
    return new definition(
        framing.frame(headers),
        kind,
        name,
        sentence,
        newest,
        wordings.subList(1, wordings.size()),
        findings);
  }

  private Wording wording(Catalog.Document document) {
    return new Wording(
        document.version(),
        minute(document.registeredAt()),
        document.registeredAt().toString(),
        document.registeredBy(),
        document.text());
  }

  private String minute(Instant instant) {
    return MINUTE.format(instant.atZone(zone));
  }
}
