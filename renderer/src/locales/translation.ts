/**
 * One part of the words in another language: a key that English does not have is a type error. A word that is missing
 * is said in English; locales.test.ts counts them.
 */
export type Translation<English> = {
  readonly [Key in keyof English]?: English[Key] extends string ? string : Translation<English[Key]>
}
