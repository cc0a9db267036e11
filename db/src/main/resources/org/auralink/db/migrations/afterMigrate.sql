-- After every run of the migrator. No role of the application may look into this schema, and each may read its comment: so
-- the application can say that it lacks migrations (GET /api/v1/ops/findings).
do $$
declare
  newest text;
begin
  select version into newest from migrations.flyway_schema_history
    where success and version is not null order by installed_rank desc limit 1;
  execute format('comment on schema migrations is %L', newest);
end
$$;
