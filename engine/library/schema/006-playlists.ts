/**
 * `playlist.query` makes a playlist smart: JSON of the query it follows (contract/playlist.ts). `former_place` holds
 * absolute paths that files had before they moved, so that an old playlist finds them.
 */
export default /* sql */ `
ALTER TABLE playlist ADD COLUMN query TEXT;

CREATE TABLE former_place (
  path     TEXT    NOT NULL,
  track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  left_at  INTEGER NOT NULL,
  PRIMARY KEY (path, track_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_place_by_track ON former_place (track_id);
`
