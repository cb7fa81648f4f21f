-- Not only changes of SLOs wait for agreement: whatever registers documents is a proposal.
alter table slo_change rename to proposal;
