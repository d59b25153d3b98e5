/**
 * Queues go by priority, then the newest track first. `tuning` holds what `tune` found for a model, as JSON.
 */
export default /* sql */ `
DROP INDEX sound_queue_by_priority;
CREATE INDEX sound_queue_by_priority ON sound_queue (priority DESC, track_id DESC);
DROP INDEX mode_queue_by_priority;
CREATE INDEX mode_queue_by_priority ON mode_queue (priority DESC, track_id DESC);

CREATE TABLE tuning (
  model_id TEXT PRIMARY KEY REFERENCES model (id) ON DELETE CASCADE,
  result   TEXT NOT NULL
) STRICT;
`
