/** Tracks the user marked as favourites, with the time (ms UTC). */
export default /* sql */ `
CREATE TABLE favourite (
  track_id INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
  at       INTEGER NOT NULL
) STRICT;
`
