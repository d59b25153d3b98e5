/**
 * Tracks the user marked as favourites, with the time (ms UTC). An index to sort by tonic without reading shapes. Names
 * are put in the order of a language in memory, so the indexes of folded names go, but for the one that answers meanwhile.
 */
export default /* sql */ `
CREATE TABLE favourite (
  track_id INTEGER PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
  at       INTEGER NOT NULL
) STRICT;

CREATE INDEX mode_by_tonic ON mode (tonic, lowest, highest, given_tonic, track_id);
DROP INDEX track_by_title;
DROP INDEX track_by_album;
DROP INDEX track_by_composer;
DROP INDEX track_by_genre;
`
