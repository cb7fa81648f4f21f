package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment.Validity;
import dev.parallax.governance.Directory.Group;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.Directory.Placement;
import dev.parallax.governance.Directory.Schedule;
import dev.parallax.governance.Directory.Shift;
import java.time.Instant;
import java.util.List;

/// A small organisation that the stories of the tests take place in: system shop with services
/// checkout and cart, and a service search that belongs to no system.
final class Shop {
  static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  static final Instant LAST_WEEK = Instant.parse("2026-11-16T08:00:00Z");
  static final Instant NEXT_WEEK = Instant.parse("2026-11-30T08:00:00Z");

  static final ServiceId CHECKOUT = new ServiceId("checkout");
  static final ServiceId CART = new ServiceId("cart");
  static final ServiceId SEARCH = new ServiceId("search");

  static final PersonaId SERVICE_OWNER = new PersonaId("service-owner");
  static final PersonaId PRODUCT_OWNER = new PersonaId("product-owner");
  static final PersonaId ENGINEERING_MANAGER = new PersonaId("engineering-manager");
  static final PersonaId ARCHITECTURE_LEAD = new PersonaId("architecture-lead");
  static final PersonaId DEVELOPER = new PersonaId("developer");
  static final PersonaId SRE = new PersonaId("sre");
  static final PersonaId SRE_LEAD = new PersonaId("sre-lead");
  static final PersonaId REGION_LEAD = new PersonaId("region-lead");

  static final PersonRef ANN = new PersonRef("ann");
  static final PersonRef BOB = new PersonRef("bob");
  static final PersonRef CAT = new PersonRef("cat");

  static final Scope FOR_CHECKOUT = new Scope.ServiceScope(CHECKOUT);
  static final Scope FOR_CART = new Scope.ServiceScope(CART);
  static final Scope FOR_SHOP = new Scope.SystemScope("shop");
  static final Scope FOR_ALL = new Scope.Organisation();

  private Shop() {}

  static Directory directory() {
    return new Directory(
        List.of(
            new Person(ANN, "Ann Ash"), new Person(BOB, "Bob Birch"), new Person(CAT, "Cat Cedar")),
        List.of(
            Group.of("shop-leads", BOB, ANN),
            Group.of("nobody"),
            new Group("everyone", List.of(CAT), List.of("shop-leads")),
            new Group("left", List.of(ANN), List.of("right")),
            new Group("right", List.of(BOB), List.of("left"))),
        List.of(
            new Schedule(
                "pager",
                List.of(
                    new Shift(CAT, LAST_WEEK, MONDAY), new Shift(ANN, NEXT_WEEK, Instant.MAX)))),
        List.of(
            new Placement(CHECKOUT, "shop"),
            new Placement(CART, "shop"),
            new Placement(SEARCH, null)));
  }

  static Roster roster(Assignment... assignments) {
    return roster(Personas.builtIn(), assignments);
  }

  static Roster roster(Personas personas, Assignment... assignments) {
    return new Roster(personas, directory(), Assignments.of(assignments));
  }

  static Assignment always(PersonaId persona, Holder holder, Scope scope) {
    return assigned(persona, holder, scope, Validity.ALWAYS);
  }

  static Assignment assigned(PersonaId persona, Holder holder, Scope scope, Validity validity) {
    return new Assignment(persona, holder, scope, validity, "shop.yaml");
  }

  static Holder person(PersonRef ref) {
    return new Holder.Person(ref);
  }

  static Holder group(String name) {
    return new Holder.Group(name);
  }
}
