package dev.parallax.governance;

/// A bounded piece of data that the product holds or takes in, named by the code under which the
/// personas' questions refer to it.
public enum DataCode {
  CAT("the catalogue of services and systems"),
  ASG("who is assigned to which persona"),
  RACI("the compiled responsibility matrix and its findings"),
  SLO("the definitions of the SLOs, all versions"),
  EB("error budgets: consumed, remaining, burn rate, forecast"),
  POL("what the error budget policy says, short term and long term"),
  DEC("decisions taken and decisions that wait"),
  REV("reviews and their agenda"),
  ESC("escalations"),
  EXC("exceptions that were granted to the policy"),
  INC("incidents and their timelines"),
  PMR("post-mortems and their action items"),
  ALR("alert rules, their lint and how often they fired"),
  REL("releases and what the gate said to them"),
  DEP("dependencies between services and whose failure burned whose budget"),
  TOIL("the toil log"),
  CS("how satisfied customers are"),
  SUP("support cases"),
  SLA("contracts with customers"),
  TST("results of tests and other measures of quality"),
  ONC("on-call rosters and people's availability"),
  MAT("maturity and scorecards"),
  CHA("chaos runs"),
  AUD("the audit log"),
  STD("the organisation's standards and guard-rails");

  private final String meaning;

  DataCode(String meaning) {
    this.meaning = meaning;
  }

  /// What the code stands for, as a phrase: "the toil log".
  public String meaning() {
    return meaning;
  }
}
