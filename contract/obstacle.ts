import { z } from 'zod'

/** Why no mode is predicted for a track that was listened to. */
export const obstacle = z.enum(['silence', 'too-short', 'no-melody', 'speech', 'drone'])
export type Obstacle = z.infer<typeof obstacle>
