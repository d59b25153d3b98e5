/** ReplayGain as the tags say it: gains in dB, peaks as a fraction of full scale; NULL when not tagged. */
export default /* sql */ `
ALTER TABLE track ADD COLUMN track_gain REAL;
ALTER TABLE track ADD COLUMN track_peak REAL;
ALTER TABLE track ADD COLUMN album_gain REAL;
ALTER TABLE track ADD COLUMN album_peak REAL;
`
