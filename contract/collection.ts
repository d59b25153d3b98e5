import { z } from 'zod'

export const albumSort = z.enum(['artist', 'title', 'year', 'added'])
export type AlbumSort = z.infer<typeof albumSort>
