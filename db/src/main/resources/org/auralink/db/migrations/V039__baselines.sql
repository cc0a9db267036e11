-- What other ways of sending would have taken, beside what was sent: bitrate_down_bps is the mean of the same time. All three are
-- null where the node did not tell.
alter table public.quality_metrics
  -- The time since the participant's report before, whether that was kept or not.
  add column interval_ms   integer,
  -- If of each track the layer had been sent that the client asked for, and the sound of everybody.
  add column adaptive_bps  bigint,
  -- If of each track the best layer had been sent that its publisher sent.
  add column best_bps      bigint,
  -- The rows that are there have none: nobody has to wait until weeks of measurements were looked through.
  add constraint quality_metrics_baselines check (num_nonnulls(interval_ms, adaptive_bps, best_bps) in (0, 3)
    and interval_ms > 0 and adaptive_bps >= 0 and best_bps >= 0) not valid;
