/**
 * `playlist.query` makes a playlist smart: JSON of the query it follows (contract/playlist.ts). An entry without a track
 * is one that an imported file names and the library does not have; `sought_entry` holds what the file says of it, until
 * a scan finds it. Ids are never used again, so that what was removed can come back under its own.
 *
 * `former_place` holds absolute paths that files had before they moved, with `/` between names on every system, so that
 * an old playlist finds them. Triggers fill it when a file row goes and when a folder is pointed at another place.
 */
export default /* sql */ `
CREATE TABLE new_playlist (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  query      TEXT
) STRICT;
INSERT INTO new_playlist (id, name, created_at, changed_at)
SELECT id, name, created_at, changed_at FROM playlist;

CREATE TABLE new_playlist_entry (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  playlist_id INTEGER NOT NULL REFERENCES new_playlist (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  track_id    INTEGER REFERENCES track (id)
) STRICT;
INSERT INTO new_playlist_entry (id, playlist_id, position, track_id)
SELECT id, playlist_id, position, track_id FROM playlist_entry;

DROP TABLE playlist_entry;
DROP TABLE playlist;
ALTER TABLE new_playlist RENAME TO playlist;
ALTER TABLE new_playlist_entry RENAME TO playlist_entry;
CREATE INDEX playlist_entry_by_position ON playlist_entry (playlist_id, position);
CREATE INDEX playlist_entry_by_track ON playlist_entry (track_id);

CREATE TABLE sought_entry (
  entry_id INTEGER PRIMARY KEY REFERENCES playlist_entry (id) ON DELETE CASCADE,
  location TEXT,
  title    TEXT NOT NULL,
  artist   TEXT NOT NULL,
  album    TEXT NOT NULL,
  duration REAL,
  identity TEXT
) STRICT;

CREATE TABLE former_place (
  path     TEXT    NOT NULL,
  track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  left_at  INTEGER NOT NULL,
  PRIMARY KEY (path, track_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_place_by_track ON former_place (track_id);

CREATE TRIGGER file_left AFTER DELETE ON file WHEN old.track_id IS NOT NULL
BEGIN
  INSERT OR REPLACE INTO former_place (path, track_id, left_at)
  SELECT replace(rtrim(path, '/\\') || '/' || old.path_text, '\\', '/'), old.track_id, unixepoch() * 1000
  FROM folder WHERE id = old.folder_id;
END;
CREATE TRIGGER folder_repointed AFTER UPDATE OF path ON folder WHEN new.path <> old.path
BEGIN
  INSERT OR REPLACE INTO former_place (path, track_id, left_at)
  SELECT replace(rtrim(old.path, '/\\') || '/' || path_text, '\\', '/'), track_id, unixepoch() * 1000
  FROM file WHERE folder_id = old.id AND track_id IS NOT NULL;
END;
`
