/**
 * `track.tags_version` is that of the reader that read the track's tags (scan/tags.ts); 0 for what was read before
 * versions were kept. Older readings are renewed in the background (scan/renew-tags.ts).
 */
export default /* sql */ `
ALTER TABLE track ADD COLUMN tags_version INTEGER NOT NULL DEFAULT 0;
CREATE INDEX track_by_tags_version ON track (tags_version);
`
