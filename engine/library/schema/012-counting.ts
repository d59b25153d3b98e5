/**
 * How many tracks are yet to be analysed is asked for whenever anything changes. These indexes hold what is counted; the
 * rows themselves lie far apart, between embeddings and melodies.
 */
export default /* sql */ `
CREATE INDEX sound_by_model  ON sound (model_id, track_id, depth, windows, analysed_at);
CREATE INDEX mode_by_version ON mode (version, track_id);
`
