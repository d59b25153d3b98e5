/**
 * Text as names are compared: no accents on Latin and Greek letters, no capitals, ı as i, ς as σ. Marks of other
 * scripts stay, since there they are vowels.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ς', 'σ')
}
