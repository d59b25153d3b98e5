/**
 * Tags of the user's own making (`own_tag`, vocabulary `own`), and heads, which predict tags by a track's sound.
 *
 * A `head` is what is taught or was imported; each of its `head_version`s is one file as engine/heads/head-file.ts writes it,
 * and `judged` is JSON: what each example was taken for, and what the head said of it while it was held out. `head.version`
 * is the one in use. `head_prediction.probabilities` are float32, one for each tag of that version, of the embedding made
 * at `sound_at`; predictions of another version or embedding are made anew, also after a crash. `fusion` holds how far each
 * source is believed in a vocabulary, as JSON, learned from `judged` words of the user.
 */
export default /* sql */ `
CREATE TABLE own_tag (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  tag        TEXT    NOT NULL UNIQUE,
  name       TEXT    NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE head (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT    NOT NULL,
  origin     TEXT    NOT NULL,
  vocabulary TEXT,
  tag        TEXT,
  version    INTEGER,
  pinned     INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX head_of_tag ON head (vocabulary, ifnull(tag, '')) WHERE origin = 'taught';

CREATE TABLE head_version (
  head_id  INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
  version  INTEGER NOT NULL,
  model_id TEXT    NOT NULL,
  made_at  INTEGER NOT NULL,
  facts    TEXT    NOT NULL,
  judged   TEXT    NOT NULL,
  file     BLOB    NOT NULL,
  PRIMARY KEY (head_id, version)
) STRICT;

CREATE TABLE head_prediction (
  head_id       INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
  track_id      INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  version       INTEGER NOT NULL,
  sound_at      INTEGER NOT NULL,
  probabilities BLOB    NOT NULL,
  PRIMARY KEY (head_id, track_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX head_prediction_by_track ON head_prediction (track_id);

CREATE INDEX tag_of_file ON tag (vocabulary, tag, probability) WHERE source = 'file';

CREATE TABLE fusion (
  vocabulary TEXT    PRIMARY KEY,
  weights    TEXT    NOT NULL,
  judged     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
