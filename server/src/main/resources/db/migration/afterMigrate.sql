-- What the role that the application connects as may do: everything with rows, nothing with tables, and of the audit
-- only to read and to add.
grant usage on schema public to "${application}";
grant select, insert, update, delete on all tables in schema public to "${application}";
grant usage, select on all sequences in schema public to "${application}";
revoke update, delete on audit_event from "${application}";
revoke insert, update, delete on flyway_schema_history from "${application}";
