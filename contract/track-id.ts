import { z } from 'zod'

export const trackId = z.int().positive()
