import type { AlbumName } from '../../../../contract/track.ts'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { playFrom } from '../player/player-store.ts'

/** Ids of an album's tracks as they follow each other on it. */
export async function albumTracks({ album, albumArtist }: AlbumName): Promise<number[]> {
  const { ids } = await engine.track.ids({ album: { album, albumArtist }, sort: 'album' })
  return ids
}

/** Plays an album from its first track on. */
export async function playAlbum(album: AlbumName): Promise<void> {
  try {
    const ids = await albumTracks(album)
    const [first] = ids
    if (first !== undefined) await playFrom(await engine.track.get({ id: first }), ids)
  } catch (error) {
    tellFailure(error)
  }
}
