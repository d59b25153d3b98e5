import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useCommands } from '../commands/registry.ts'

const acts = [
  { act: 'playNext', title: 'queue.playNext' },
  { act: 'enqueue', title: 'queue.add' },
  { act: 'alike', title: 'track.soundsAlike', keys: 's' },
  { act: 'mode', title: 'track.modeAndTags', keys: 'm' },
  { act: 'tags', title: 'track.editTags', keys: 't' },
  { act: 'teach', title: 'teach.thisTag' },
  { act: 'favourite', title: 'favourite.toggle', keys: 'f' },
  { act: 'add', title: 'track.addToPlaylist' },
  { act: 'newPlaylist', title: 'track.newPlaylist' },
  { act: 'copy', title: 'commands.copyPaths', keys: 'Mod+C' },
  { act: 'show', title: 'table.showInFolder' },
  { act: 'analyse', title: 'track.analyse' },
  { act: 'analyseInFull', title: 'track.analyseInFull' },
  { act: 'listen', title: 'track.listen' },
] as const

export type TrackAct = (typeof acts)[number]['act']

/**
 * Offers what can be done with the selected tracks of a table (`count` of them) as commands, if the table `isMain`. The
 * table itself listens for their keys.
 */
export function useTrackCommands(
  doing: Readonly<Record<TrackAct, () => void>>,
  count: number,
  isMain: boolean,
) {
  const { t } = useTranslation()
  const latest = useRef(doing)
  latest.current = doing
  const [none, one] = [count === 0, count === 1]
  useCommands(
    useMemo(
      () =>
        (isMain ? acts : []).map(
          ({ act, title, ...more }): Command => ({
            id: `tracks.${act}`,
            group: 'tracks',
            title: t(title),
            isDisabled: act === 'show' ? !one : none,
            ownKeys: true,
            run: () => latest.current[act](),
            ...more,
          }),
        ),
      [t, none, one, isMain],
    ),
  )
}
