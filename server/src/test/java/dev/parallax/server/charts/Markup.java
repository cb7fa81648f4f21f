package dev.parallax.server.charts;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// What a picture is made of, read back by an XML parser that forgives nothing.
record Markup(List<Element> elements) {
  static Markup of(String markup) {
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      Document document = builder.parse(new InputSource(new StringReader(markup)));
      NodeList nodes = document.getElementsByTagName("*");
      List<Element> elements = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        elements.add((Element) nodes.item(i));
      }
      return new Markup(elements);
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("not well-formed: " + markup, e);
    }
  }

  /// Only the drawing of that form.
  static Markup of(Chart chart, String form) {
    String svg = chart.svg();
    int start = svg.indexOf("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart " + form);
    return of(svg.substring(start, svg.indexOf("</svg>", start) + "</svg>".length()));
  }

  List<Element> named(String tag) {
    return elements.stream().filter(element -> element.getTagName().equals(tag)).toList();
  }

  List<Element> looking(String look) {
    return elements.stream()
        .filter(element -> List.of(element.getAttribute("class").split(" ")).contains(look))
        .toList();
  }

  List<String> texts() {
    return named("text").stream().map(Element::getTextContent).toList();
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
