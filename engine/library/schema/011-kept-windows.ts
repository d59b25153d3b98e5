/**
 * The vectors of a track's windows, kept where an import was asked to: `vector` has those of `layers` (`0,7,12`) one after the
 * other, float16. They are those that the mean in `sound` was made of, and go when that is made anew.
 */
export default /* sql */ `
CREATE TABLE kept_window (
  model_id TEXT    NOT NULL,
  track_id INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  start_at REAL    NOT NULL,
  end_at   REAL    NOT NULL,
  layers   TEXT    NOT NULL,
  device   TEXT    NOT NULL,
  decoder  TEXT    NOT NULL,
  vector   BLOB    NOT NULL,
  PRIMARY KEY (model_id, track_id, number),
  FOREIGN KEY (model_id, track_id) REFERENCES sound (model_id, track_id)
    ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;

CREATE TRIGGER kept_window_of_mean AFTER UPDATE OF means ON sound
BEGIN
  DELETE FROM kept_window WHERE model_id = OLD.model_id AND track_id = OLD.track_id;
END;
`
