package dev.parallax.server.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/// Which rooms of those who keep the installation are open to whoever calls, so that menus lead to
/// them and to no closed ones. In templates: `inject:doors`.
@Named
@RequestScoped
public class Doors {
  private final Calling calling;
  private final Gatekeeper gatekeeper;

  Doors(Calling calling, Gatekeeper gatekeeper) {
    this.calling = calling;
    this.gatekeeper = gatekeeper;
  }

  /// Whether they may keep the installation.
  public boolean getKeeping() {
    return open("keep-installation", Demands.Deed.PERFORM);
  }

  /// Whether they may read the audit.
  public boolean getAudit() {
    return open("read-audit", Demands.Deed.VIEW);
  }

  private boolean open(String activity, Demands.Deed deed) {
    Gatekeeper.Demand demand = new Gatekeeper.Demand(activity, deed, Demands.Of.NOTHING, null);
    return calling.caller() instanceof Caller.Member member
        && gatekeeper.rule(member, demand) instanceof Gatekeeper.Ruling.Allowed;
  }
}
