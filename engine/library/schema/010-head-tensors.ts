/**
 * The tensors of a large head lie beside its version in pieces, so that none of them holds the engine for long while it is
 * written: `head_version.tensors` is the number of such pieces' head, and `file` its beginning then. Pieces that belong to
 * no version are left over from an import that was ended.
 */
export default /* sql */ `
CREATE TABLE head_tensors (
  tensors INTEGER NOT NULL,
  piece   INTEGER NOT NULL,
  bytes   BLOB    NOT NULL,
  PRIMARY KEY (tensors, piece)
) STRICT;

ALTER TABLE head_version ADD COLUMN tensors INTEGER;

CREATE TRIGGER head_tensors_of_version AFTER DELETE ON head_version WHEN OLD.tensors IS NOT NULL
BEGIN
  DELETE FROM head_tensors WHERE tensors = OLD.tensors;
END;
`
