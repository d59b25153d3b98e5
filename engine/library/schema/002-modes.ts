/**
 * What is heard of a track's mode, and what anything says of its tags. `mode.tonic` and `given_tonic` are as folded
 * cents above 55 Hz and Hz; `lowest` and `highest` are cents above 55 Hz. `shape` is the distribution from the tonic as
 * mode-space.ts compares it, NULL without a melody. `melody` holds what a mode is predicted from, packed by mode-facts.ts;
 * it is large and seldom read, so it is apart. Listening is queued in `mode_queue` as embedding is in `sound_queue`.
 *
 * `tag` holds one row for each source that says something of a tag. `tag_change.before` is JSON: the user's rows as
 * they were before a change, so that it can be undone.
 *
 * `track.named_as` and `mode.predicted_as` tell which version read a track's names and predicted its mode (with the
 * number of the user's lessons); triggers empty them when what that was made from changes, and what is empty or of
 * another version is made anew, also after a crash.
 */
export default /* sql */ `
ALTER TABLE folder ADD COLUMN tradition TEXT;
ALTER TABLE track ADD COLUMN named_as TEXT NOT NULL DEFAULT '';
CREATE INDEX track_unnamed ON track (id) WHERE named_as = '';

CREATE TABLE mode (
  track_id         INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
  version          INTEGER NOT NULL,
  decoder          TEXT    NOT NULL,
  analysed_at      INTEGER NOT NULL,
  obstacle         TEXT,
  faded_out        INTEGER NOT NULL,
  melody_seconds   REAL    NOT NULL,
  listened_seconds REAL    NOT NULL,
  lowest           REAL,
  highest          REAL,
  given_tonic      REAL,
  predicted_as     TEXT    NOT NULL DEFAULT '',
  tonic            REAL,
  tonic_confidence REAL,
  shape            BLOB
) STRICT;
CREATE INDEX mode_by_prediction ON mode (predicted_as, track_id);
CREATE INDEX mode_by_obstacle   ON mode (obstacle, track_id);

CREATE TABLE melody (
  track_id INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
  profile  BLOB NOT NULL,
  contour  BLOB NOT NULL
) STRICT;

CREATE TABLE mode_queue (
  track_id INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
  priority INTEGER NOT NULL
) STRICT;
CREATE INDEX mode_queue_by_priority ON mode_queue (priority DESC, track_id);

CREATE TABLE tag (
  track_id    INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  vocabulary  TEXT    NOT NULL,
  tag         TEXT    NOT NULL,
  source      TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  probability REAL,
  rank        INTEGER,
  version     TEXT    NOT NULL,
  place       TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (track_id, vocabulary, tag, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_of_user ON tag (vocabulary, tag, track_id) WHERE source = 'user';

CREATE TRIGGER track_renamed AFTER UPDATE OF title, artist, album, genre, comment ON track
WHEN new.named_as <> ''
BEGIN UPDATE track SET named_as = '' WHERE id = new.id; END;
CREATE TRIGGER track_field_added AFTER INSERT ON track_field
BEGIN UPDATE track SET named_as = '' WHERE id = new.track_id AND named_as <> ''; END;
CREATE TRIGGER track_field_removed AFTER DELETE ON track_field
BEGIN UPDATE track SET named_as = '' WHERE id = old.track_id AND named_as <> ''; END;
CREATE TRIGGER file_placed AFTER INSERT ON file WHEN new.track_id IS NOT NULL
BEGIN UPDATE track SET named_as = '' WHERE id = new.track_id AND named_as <> ''; END;
CREATE TRIGGER file_replaced AFTER UPDATE OF track_id, folder_id, path_text ON file
WHEN new.track_id IS NOT NULL
BEGIN
  UPDATE track SET named_as = '' WHERE id = new.track_id AND named_as <> '';
  UPDATE mode SET predicted_as = '' WHERE track_id = new.track_id AND predicted_as <> '';
END;

CREATE TRIGGER tradition_added AFTER INSERT ON tag WHEN new.vocabulary = 'tradition'
BEGIN UPDATE mode SET predicted_as = '' WHERE track_id = new.track_id AND predicted_as <> ''; END;
CREATE TRIGGER tradition_changed AFTER UPDATE ON tag WHEN new.vocabulary = 'tradition'
BEGIN UPDATE mode SET predicted_as = '' WHERE track_id = new.track_id AND predicted_as <> ''; END;
CREATE TRIGGER tradition_removed AFTER DELETE ON tag WHEN old.vocabulary = 'tradition'
BEGIN UPDATE mode SET predicted_as = '' WHERE track_id = old.track_id AND predicted_as <> ''; END;
CREATE TRIGGER folder_tradition_changed AFTER UPDATE OF tradition ON folder
BEGIN
  UPDATE mode SET predicted_as = ''
  WHERE predicted_as <> '' AND track_id IN (SELECT track_id FROM file WHERE folder_id = new.id);
END;

CREATE TABLE tag_change (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,
  before TEXT    NOT NULL
) STRICT;
`
