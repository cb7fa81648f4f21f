package dev.parallax.server.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/// Who calls in this request, and under what they act. In templates: `inject:calling`.
///
/// It lives as long as the request. What goes on afterwards or on another thread is handed what it
/// needs.
@Named
@RequestScoped
public class Calling {
  private Caller caller = new Caller.Anonymous();
  private Gatekeeper.@Nullable Demand demand;
  private Gatekeeper.Ruling.Allowed ruling = new Gatekeeper.Ruling.Allowed("", "", "");
  private String stranger = "";
  private String request = "";
  private String refusal = "";
  private boolean recorded;

  Calling() {}

  /// Who it is; anonymous until somebody proved to be another.
  public Caller caller() {
    return caller;
  }

  /// The person who is signed in, for templates; nothing for others.
  public Caller.@Nullable Member getMember() {
    return caller instanceof Caller.Member member ? member : null;
  }

  /// The caller proved who they are.
  public void is(Caller proven) {
    caller = proven;
  }

  /// What they came with proves nothing.
  ///
  /// @param why in sentences, for their answer
  public void isNot(String why) {
    stranger = why;
  }

  /// Why what they came with proves nothing; empty if they came with nothing.
  public String stranger() {
    return stranger;
  }

  /// What this call wants; nothing outside of endpoints.
  public Gatekeeper.@Nullable Demand demand() {
    return demand;
  }

  /// Under what they act.
  public Gatekeeper.Ruling.Allowed ruling() {
    return ruling;
  }

  /// What they ask for, as it was sent: method and path.
  public String request() {
    return request;
  }

  /// They want this.
  public void wants(Gatekeeper.Demand wanted, String sent) {
    demand = wanted;
    request = sent;
  }

  /// The gatekeeper has ruled that they may.
  public void may(Gatekeeper.Ruling.Allowed allowed) {
    ruling = allowed;
  }

  /// It is not done, for a reason that they were told.
  void refused(String why) {
    refusal = why;
  }

  /// Why it is not done, as they were told; empty where it is done, or nobody said why.
  public String refusal() {
    return refusal;
  }

  /// Whether the audit holds this call.
  public boolean isRecorded() {
    return recorded;
  }

  /// The audit holds this call.
  public void recorded() {
    recorded = true;
  }
}
