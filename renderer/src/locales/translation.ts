/** One part of the words in another language: a key that English does not have, or one that is missing, is a type error. */
export type Translation<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Translation<English[Key]>
}
