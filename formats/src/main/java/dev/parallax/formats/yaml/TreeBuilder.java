package dev.parallax.formats.yaml;

import dev.parallax.formats.Place;
import dev.parallax.formats.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Composes trees from the parser's events and counts as it goes: depth, and nodes as they would be
/// with every alias followed.
final class TreeBuilder {
  private static final Pattern BLANK_ENDS = Pattern.compile("\\A[\\x00-\\x20]+|[\\x00-\\x20]+\\z");

  private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();

  /// A finished node and how many nodes it is with its aliases followed.
  private record Counted(Node node, long nodes) {}

  private final String file;
  private final Iterator<Event> events;
  private final Limits limits;
  private final Problems problems;
  private final Map<Anchor, Counted> anchors = new HashMap<>();
  private long nodes;
  private int depth;

  TreeBuilder(String file, Iterator<Event> events, Limits limits, Problems problems) {
    this.file = file;
    this.events = events;
    this.limits = limits;
    this.problems = problems;
  }

  /// Hands over each document as soon as it is complete; empty ones are left out.
  void documents(Consumer<Node> sink) {
    while (events.hasNext()) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        anchors.clear();
        Node root = node(events.next());
        if (!root.isNull()) {
          sink.accept(root);
        }
      }
    }
  }

  private Node node(Event event) {
    long before = nodes;
    count(1, event);
    if (event instanceof AliasEvent alias) {
      return followed(alias);
    }
    Node node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent start -> sequence(start);
          case MappingStartEvent start -> mapping(start);
          default ->
              throw new Unreadable(
                  place(event),
                  event.getEventId().name(),
                  "a value",
                  "Write a value, a list or a mapping here.");
        };
    if (event instanceof NodeEvent named) {
      named.getAnchor().ifPresent(a -> anchors.put(a, new Counted(node, nodes - before)));
    }
    return node;
  }

  private Node followed(AliasEvent alias) {
    Counted target = anchors.get(alias.getAlias());
    if (target == null) {
      throw new Unreadable(
          place(alias),
          "alias *" + alias.getAlias(),
          "the name of an anchor that is complete before it",
          "Define &%s before this line, and not around it.".formatted(alias.getAlias()));
    }
    count(target.nodes(), alias);
    return target.node();
  }

  private void count(long more, Event event) {
    nodes += more;
    if (nodes > limits.nodes()) {
      throw new Unreadable(
          place(event),
          "more than %,d values once aliases are followed".formatted(limits.nodes()),
          "at most %,d values a file".formatted(limits.nodes()),
          "Split the file, or write out what its aliases repeat.");
    }
  }

  private void descend(Event event) {
    depth++;
    if (depth > limits.depth()) {
      throw new Unreadable(
          place(event),
          "nesting deeper than %d levels".formatted(limits.depth()),
          "at most %d levels of lists and mappings".formatted(limits.depth()),
          "Flatten the document; no definition needs this depth.");
    }
  }

  private Node sequence(SequenceStartEvent start) {
    checkTag(start, start.getTag(), Tag.SEQ);
    descend(start);
    List<Node> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event));
      event = events.next();
    }
    depth--;
    return new Node.Sequence(items, place(start));
  }

  private Node mapping(MappingStartEvent start) {
    checkTag(start, start.getTag(), Tag.MAP);
    descend(start);
    Map<String, Place> seen = new HashMap<>();
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      Node key = node(event);
      Node value = node(events.next());
      if (isNew(key, seen)) {
        entries.put(name(key), new Node.Entry(name(key), key.place(), value));
      }
      event = events.next();
    }
    depth--;
    return new Node.Mapping(entries, place(start));
  }

  private static String name(Node key) {
    return key instanceof Node.Scalar(String text, _, _) ? text : "";
  }

  /// Whether a key is text and was not there before; otherwise that is told, and reading goes on,
  /// so that all such problems come at once.
  private boolean isNew(Node key, Map<String, Place> seen) {
    if (!(key instanceof Node.Scalar(String name, _, _))) {
      problems.error(
          key.place(),
          key.noun() + " as a key",
          "text as a key",
          "Quote it. If this is a template ({{ … }}), render it first.");
      return false;
    }
    Place before = seen.putIfAbsent(name, key.place());
    if (before != null) {
      problems.error(
          key.place(),
          "key '%s' a second time (first at line %d)".formatted(name, before.line()),
          "each key of a mapping once, because one of two values would be lost",
          "Remove or rename one of lines %d and %d.".formatted(before.line(), key.place().line()));
    }
    return before == null;
  }

  private Node scalar(ScalarEvent event) {
    Tag tag =
        explicit(event.getTag())
            .orElseGet(
                () ->
                    CORE.resolve(event.getValue(), event.getImplicit().canOmitTagInPlainScalar()));
    return new Node.Scalar(event.getValue(), kind(tag, event), place(event));
  }

  /// A tag may be written with blanks at its ends, as `%20`, and the library has no such tag.
  private static Optional<Tag> explicit(Optional<String> tag) {
    return tag.filter(name -> !name.equals("!"))
        .map(name -> name.isEmpty() ? "!?" : BLANK_ENDS.matcher(name).replaceAll("_"))
        .map(Tag::new);
  }

  private Value.Kind kind(Tag tag, ScalarEvent event) {
    if (tag.equals(Tag.STR)) {
      return Value.Kind.TEXT;
    } else if (tag.equals(Tag.INT)) {
      return Value.Kind.INTEGER;
    } else if (tag.equals(Tag.FLOAT)) {
      return Value.Kind.DECIMAL;
    } else if (tag.equals(Tag.BOOL)) {
      return Value.Kind.FLAG;
    } else if (tag.equals(Tag.NULL)) {
      return Value.Kind.NULL;
    }
    tellForeign(event, tag);
    return Value.Kind.TEXT;
  }

  private void checkTag(Event event, Optional<String> written, Tag allowed) {
    explicit(written)
        .filter(found -> !found.equals(allowed))
        .ifPresent(found -> tellForeign(event, found));
  }

  private void tellForeign(Event event, Tag tag) {
    problems.error(
        place(event),
        "tag " + tag.getValue(),
        "no tag, or one of YAML's core schema, because others mean something to one program only",
        "Remove the tag; quote the value if it is text.");
  }

  private Place place(Event event) {
    return new Place(file, event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
  }
}
