/** `folder.ignore_rules`: what of a folder is left alone, in the syntax of .gitignore (engine/scan/ignore-rules.ts). */
export default /* sql */ `
ALTER TABLE folder ADD COLUMN ignore_rules TEXT NOT NULL DEFAULT '';
`
