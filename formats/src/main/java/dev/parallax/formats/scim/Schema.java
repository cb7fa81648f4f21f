package dev.parallax.formats.scim;

import static dev.parallax.formats.scim.Attribute.Trait.ALWAYS;
import static dev.parallax.formats.scim.Attribute.Trait.CASE_EXACT;
import static dev.parallax.formats.scim.Attribute.Trait.IMMUTABLE;
import static dev.parallax.formats.scim.Attribute.Trait.MANY;
import static dev.parallax.formats.scim.Attribute.Trait.READ_ONLY;
import static dev.parallax.formats.scim.Attribute.Trait.REQUIRED;
import static dev.parallax.formats.scim.Attribute.Trait.UNIQUE;
import static dev.parallax.formats.scim.Attribute.text;
import static dev.parallax.formats.scim.Attribute.typed;

import java.util.List;

/// A named set of attributes.
///
/// Source: RFC 7643, sections 3.1, 4 and 8.7. A password is not among them: nothing here keeps one.
public record Schema(String urn, String name, String description, List<Attribute> attributes) {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

  /// What each resource has, whatever its schema.
  static final List<Attribute> COMMON =
      List.of(
          text(
              "id",
              "The server's name for it, which never changes.",
              CASE_EXACT,
              READ_ONLY,
              ALWAYS,
              UNIQUE),
          text("externalId", "The client's name for it.", CASE_EXACT),
          typed("meta", Attribute.Type.COMPLEX, "What the server keeps beside it.", READ_ONLY)
              .with(
                  text("resourceType", "User or Group.", CASE_EXACT, READ_ONLY),
                  typed("created", Attribute.Type.DATE_TIME, "When it was made.", READ_ONLY),
                  typed(
                      "lastModified",
                      Attribute.Type.DATE_TIME,
                      "When it was last changed.",
                      READ_ONLY),
                  typed("location", Attribute.Type.REFERENCE, "Its address.", CASE_EXACT, READ_ONLY)
                      .referring("uri"),
                  text("version", "Its entity tag.", CASE_EXACT, READ_ONLY)));

  /// A person.
  public static final Schema USER =
      new Schema(
          CORE + "User",
          "User",
          "A person",
          List.of(
              text(
                  "userName",
                  "The login, by which the catalogue knows the person.",
                  REQUIRED,
                  UNIQUE),
              typed("name", Attribute.Type.COMPLEX, "The parts of the name.")
                  .with(
                      text("formatted", "The whole name."),
                      text("familyName", "The family name."),
                      text("givenName", "The given name."),
                      text("middleName", "The middle names."),
                      text("honorificPrefix", "What stands before it, such as Dr."),
                      text("honorificSuffix", "What stands behind it, such as III.")),
              text("displayName", "The name to show."),
              text("nickName", "How the person is called."),
              typed("profileUrl", Attribute.Type.REFERENCE, "A page about the person.", CASE_EXACT)
                  .referring("external"),
              text("title", "The title, such as Vice President."),
              text("userType", "How the person belongs to the organisation."),
              text("preferredLanguage", "The language to write in."),
              text("locale", "How dates and numbers are written."),
              text("timezone", "The time zone, an IANA name."),
              typed(
                  "active",
                  Attribute.Type.BOOLEAN,
                  "Whether the person may sign in and fill seats."),
              many("emails", "Mail addresses."),
              many("phoneNumbers", "Telephone numbers."),
              many("ims", "Addresses for instant messages."),
              many("photos", "Pictures."),
              typed("addresses", Attribute.Type.COMPLEX, "Postal addresses.", MANY)
                  .with(
                      text("formatted", "The whole address."),
                      text("streetAddress", "Street and number."),
                      text("locality", "The town."),
                      text("region", "The state or region."),
                      text("postalCode", "The postal code."),
                      text("country", "The country, ISO 3166-1 alpha 2."),
                      text("type", "Such as work or home."),
                      typed("primary", Attribute.Type.BOOLEAN, "Whether it is the preferred one.")),
              typed(
                      "groups",
                      Attribute.Type.COMPLEX,
                      "The groups of the person; change them at the group.",
                      MANY,
                      READ_ONLY)
                  .with(
                      text("value", "The id of the group.", CASE_EXACT, READ_ONLY),
                      typed("$ref", Attribute.Type.REFERENCE, "Its address.", CASE_EXACT, READ_ONLY)
                          .referring("Group"),
                      text("display", "Its name.", READ_ONLY),
                      text("type", "direct or indirect.", READ_ONLY)),
              many("entitlements", "What the person is entitled to elsewhere."),
              many("roles", "The roles of the person elsewhere; no seat follows from them."),
              many("x509Certificates", "Certificates.")));

  /// What an enterprise adds to a person.
  public static final Schema ENTERPRISE =
      new Schema(
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
          "EnterpriseUser",
          "What an enterprise adds to a person",
          List.of(
              text("employeeNumber", "The number of the person."),
              text("costCenter", "The cost centre."),
              text("organization", "The organisation."),
              text("division", "The division."),
              text("department", "The department."),
              typed("manager", Attribute.Type.COMPLEX, "To whom the person reports.")
                  .with(
                      text("value", "The id of that person.", CASE_EXACT),
                      typed("$ref", Attribute.Type.REFERENCE, "Its address.", CASE_EXACT)
                          .referring("User"),
                      text("displayName", "The name of that person.", READ_ONLY))));

  /// A group of people and groups.
  public static final Schema GROUP =
      new Schema(
          CORE + "Group",
          "Group",
          "A group of people and of groups",
          List.of(
              text(
                  "displayName",
                  "The name, by which the catalogue knows the group.",
                  REQUIRED,
                  UNIQUE),
              typed("members", Attribute.Type.COMPLEX, "Who belongs to it.", MANY)
                  .with(
                      text("value", "The id of a person or group.", CASE_EXACT, IMMUTABLE),
                      typed("$ref", Attribute.Type.REFERENCE, "Its address.", CASE_EXACT, IMMUTABLE)
                          .referring("User", "Group"),
                      text("display", "Its name.", READ_ONLY),
                      text("type", "User or Group.", IMMUTABLE))));

  public Schema {
    attributes = List.copyOf(attributes);
  }

  private static Attribute many(String name, String description) {
    return typed(name, Attribute.Type.COMPLEX, description, MANY)
        .with(
            text("value", "The value itself."),
            text("display", "How it is shown."),
            text("type", "Such as work or home."),
            typed("primary", Attribute.Type.BOOLEAN, "Whether it is the preferred one."));
  }
}
