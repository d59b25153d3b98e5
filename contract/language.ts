import { z } from 'zod'

/** Languages the page speaks, and by whose rules names are sorted. */
export const languages = ['en', 'tr', 'hi', 'el', 'ta'] as const
export const language = z.enum(languages)
export type Language = z.infer<typeof language>
