/**
 * A track is one audio content; a file is a place on disk that holds it. Times are milliseconds UTC.
 * `*_folded` columns are for searching and sorting only (fold.ts); `other_folded` holds what can be searched
 * but not sorted by: paths, performers, custom fields. `file.size` and `modified_at` are those of the last read,
 * NULL before the first. Blobs of means are float16, little-endian, [layers, hiddenSize] row-major. A problem
 * belongs to one file, one track, or (an unreadable place) one folder. `track.identity` is the digest of
 * audio-identity.ts; where different audio was found under one digest, that digest is in `ambiguous_identity`
 * and its tracks have one that is derived from all of their audio.
 */
export default /* sql */ `
CREATE TABLE folder (
  id         INTEGER PRIMARY KEY,
  path       TEXT    NOT NULL UNIQUE,
  added_at   INTEGER NOT NULL,
  scanned_at INTEGER,
  away_since INTEGER
) STRICT;

CREATE TABLE artwork (
  id     INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  mime   TEXT NOT NULL,
  bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE track (
  id             INTEGER PRIMARY KEY,
  identity       BLOB    NOT NULL UNIQUE,
  title          TEXT    NOT NULL,
  artist         TEXT    NOT NULL DEFAULT '',
  album_artist   TEXT    NOT NULL DEFAULT '',
  album          TEXT    NOT NULL DEFAULT '',
  composer       TEXT    NOT NULL DEFAULT '',
  performers     TEXT    NOT NULL DEFAULT '',
  genre          TEXT    NOT NULL DEFAULT '',
  comment        TEXT    NOT NULL DEFAULT '',
  year           INTEGER,
  track_number   INTEGER,
  disc_number    INTEGER,
  duration       REAL,
  container      TEXT    NOT NULL DEFAULT '',
  codec          TEXT    NOT NULL DEFAULT '',
  sample_rate    REAL,
  channels       INTEGER,
  bitrate        REAL,
  artwork_id     INTEGER REFERENCES artwork (id),
  added_at       INTEGER NOT NULL,
  missing        INTEGER NOT NULL DEFAULT 0,
  damaged        INTEGER NOT NULL DEFAULT 0,
  title_folded    TEXT   NOT NULL DEFAULT '',
  artist_folded   TEXT   NOT NULL DEFAULT '',
  album_folded    TEXT   NOT NULL DEFAULT '',
  composer_folded TEXT   NOT NULL DEFAULT '',
  genre_folded    TEXT   NOT NULL DEFAULT '',
  other_folded    TEXT   NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX track_by_title    ON track (title_folded, id);
CREATE INDEX track_by_artist   ON track (artist_folded, album_folded, disc_number, track_number, id);
CREATE INDEX track_by_album    ON track (album_folded, disc_number, track_number, id);
CREATE INDEX track_by_composer ON track (composer_folded, id);
CREATE INDEX track_by_genre    ON track (genre_folded, id);
CREATE INDEX track_by_year     ON track (year, id);
CREATE INDEX track_by_duration ON track (duration, id);
CREATE INDEX track_by_added_at ON track (added_at, id);
CREATE INDEX track_by_codec    ON track (container, codec, id);
CREATE INDEX track_by_artwork  ON track (artwork_id);
CREATE INDEX track_missing     ON track (missing) WHERE missing = 1;

CREATE TABLE ambiguous_identity (
  identity BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE track_field (
  track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key      TEXT    NOT NULL,
  value    TEXT    NOT NULL,
  PRIMARY KEY (track_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE file (
  id            INTEGER PRIMARY KEY,
  folder_id     INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
  path          BLOB    NOT NULL,
  path_text     TEXT    NOT NULL,
  size          INTEGER,
  modified_at   REAL,
  track_id      INTEGER REFERENCES track (id),
  missing_since INTEGER,
  UNIQUE (folder_id, path)
) STRICT;
CREATE INDEX file_by_track ON file (track_id, folder_id);
CREATE INDEX file_missing  ON file (folder_id) WHERE missing_since IS NOT NULL;
CREATE INDEX file_unread   ON file (folder_id) WHERE size IS NULL;

CREATE TABLE problem (
  id        INTEGER PRIMARY KEY,
  file_id   INTEGER REFERENCES file (id) ON DELETE CASCADE,
  track_id  INTEGER REFERENCES track (id) ON DELETE CASCADE,
  folder_id INTEGER REFERENCES folder (id) ON DELETE CASCADE,
  path      TEXT    NOT NULL,
  stage     TEXT    NOT NULL,
  code      TEXT    NOT NULL,
  message   TEXT    NOT NULL,
  attempts  INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  CHECK ((file_id IS NULL) + (track_id IS NULL) + (folder_id IS NULL) = 2)
) STRICT;
CREATE UNIQUE INDEX problem_of_file  ON problem (file_id, stage) WHERE file_id IS NOT NULL;
CREATE UNIQUE INDEX problem_of_track ON problem (track_id, stage) WHERE track_id IS NOT NULL;
CREATE UNIQUE INDEX problem_of_folder ON problem (folder_id, path, stage) WHERE folder_id IS NOT NULL;

CREATE TABLE attempt (
  stage    TEXT    NOT NULL,
  item_id  INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (stage, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE model (
  id           TEXT    PRIMARY KEY,
  name         TEXT    NOT NULL,
  layers       INTEGER NOT NULL,
  hidden_size  INTEGER NOT NULL,
  random_weights INTEGER NOT NULL,
  path         TEXT    NOT NULL,
  used_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE sound (
  track_id    INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  model_id    TEXT    NOT NULL REFERENCES model (id),
  depth       TEXT    NOT NULL,
  windows     INTEGER NOT NULL,
  device      TEXT    NOT NULL,
  decoder     TEXT    NOT NULL,
  analysed_at INTEGER NOT NULL,
  means       BLOB    NOT NULL,
  UNIQUE (model_id, track_id)
) STRICT;
CREATE INDEX sound_by_track ON sound (track_id, model_id, depth);

CREATE TABLE sound_queue (
  track_id INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
  depth    TEXT    NOT NULL,
  priority INTEGER NOT NULL
) STRICT;
CREATE INDEX sound_queue_by_priority ON sound_queue (priority DESC, track_id);

CREATE TABLE playlist (
  id         INTEGER PRIMARY KEY,
  name       TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE playlist_entry (
  id          INTEGER PRIMARY KEY,
  playlist_id INTEGER NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  track_id    INTEGER NOT NULL REFERENCES track (id)
) STRICT;
CREATE INDEX playlist_entry_by_position ON playlist_entry (playlist_id, position);
CREATE INDEX playlist_entry_by_track ON playlist_entry (track_id);

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
