import type { TFunction } from 'i18next'
import type { PlaylistEntry, SoughtTrack } from '../../../../contract/playlist.ts'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatDuration } from '../../format.ts'
import type { Column } from '../../ui/grid/column.ts'
import type { Terms } from '../tags/terms.ts'
import { trackColumns, trackRowState } from '../tracks/track-columns.tsx'

/** The columns of tracks, which say of an entry that is not in the library what the playlist file said. */
export function playlistColumns(t: TFunction, terms: Terms): Column<PlaylistEntry>[] {
  return trackColumns<TrackRow>(t, (track) => track, terms).map(({ cell, ...column }) => ({
    ...column,
    cell: ({ track, sought }, index) =>
      track ? cell(track, index) : sought && soughtCell(t, column.key, sought),
  }))
}

function soughtCell(t: TFunction, key: string, sought: SoughtTrack) {
  switch (key) {
    case 'title':
      return (
        <span className="track-title">
          <span className="clip" title={sought.location ?? sought.title}>
            {sought.title}
          </span>
          <span className="tag">{t('playlist.notInLibrary')}</span>
        </span>
      )
    case 'artist':
      return sought.artist
    case 'album':
      return sought.album
    case 'duration':
      return formatDuration(sought.duration)
    default:
      return null
  }
}

export function entryRowState({ track }: PlaylistEntry): { className?: string } {
  return track ? trackRowState(track) : { className: 'track-missing' }
}
