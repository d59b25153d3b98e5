/** Tracks the user marked as favourites, with the time (ms UTC); and an index to sort by tonic without reading shapes. */
export default /* sql */ `
CREATE TABLE favourite (
  track_id INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
  at       INTEGER NOT NULL
) STRICT;

CREATE INDEX mode_by_tonic ON mode (tonic, lowest, highest, given_tonic, track_id);
`
