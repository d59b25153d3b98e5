import './commands.css'
import { useQuery } from '@tanstack/react-query'
import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from 'react'
import {
  Autocomplete,
  Collection,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  SearchField,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { navigate } from '../../route.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { everything } from '../browse/filter.ts'
import { playFrom } from '../player/player-store.ts'
import { matchTerms, vocabularies } from '../tags/terms.ts'
import { useTerms } from '../tags/use-terms.ts'
import { findByWords } from './find-commands.ts'
import { recentCommands, rememberCommand } from './recent-commands.ts'
import type { Command } from './registry.ts'
import { useCommandsNow } from './use-commands-now.ts'
import { useKeysInWords } from './use-keys-in-words.ts'

/** What the palette offers, whichever kind it is of. */
interface Choice {
  id: string
  title: string
  /** Said beside the title, softly: a kind, an artist. */
  detail: string
  keys: string
  run(): void
}

interface Part {
  id: 'recent' | 'commands' | 'playlists' | 'terms' | 'tracks'
  choices: readonly Choice[]
}

/** Letters from which on tracks and names are looked for as well, and how many of each are shown. */
const letters = 2
const most = 5
const mostCommands = 40

/** Everything that can be done, found by a few letters; also playlists, tracks, and names to browse by. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const sought = useDeferredValue(typed)
  const parts = useParts(sought)
  const found = parts.flatMap(({ choices }) => choices)
  const [isEntered, setEntered] = useState(false)

  function choose(choice: Choice | undefined) {
    onClose()
    choice?.run()
  }
  /** Enter takes the best when the field does not point at a choice yet, as after typing quickly. */
  function onEnter(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const pointed = event.currentTarget.getAttribute('aria-activedescendant')
    if (pointed !== null && document.getElementById(pointed)) return
    event.preventDefault()
    event.stopPropagation()
    setEntered(true)
  }
  const takeBest = useEffectEvent(() => {
    setEntered(false)
    if (found[0]) choose(found[0])
  })
  useEffect(() => {
    if (isEntered && sought === typed) takeBest()
  }, [isEntered, sought, typed])

  return (
    <Dialog title={t('commands.palette')} wide onClose={onClose}>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField className="palette-field" aria-label={t('commands.find')} autoFocus>
          <Input
            className="field-input"
            placeholder={t('commands.hint')}
            spellCheck={false}
            onKeyDownCapture={onEnter}
          />
        </SearchField>
        {found.length === 0 && <p className="soft palette-none">{t('commands.nothing')}</p>}
        <Menu
          className="palette-list"
          aria-label={t('commands.list')}
          items={parts.filter(({ choices }) => choices.length > 0)}
          onAction={(id) => choose(found.find((choice) => choice.id === id))}
        >
          {(part) => (
            <MenuSection id={part.id}>
              <Header className="palette-head">{t(`commands.part.${part.id}`)}</Header>
              <Collection items={part.choices}>
                {(choice) => (
                  <MenuItem className="palette-item" textValue={choice.title}>
                    <span className="clip">{choice.title}</span>
                    <span className="small soft clip">{choice.detail}</span>
                    {choice.keys && <kbd className="key">{choice.keys}</kbd>}
                  </MenuItem>
                )}
              </Collection>
            </MenuSection>
          )}
        </Menu>
      </Autocomplete>
    </Dialog>
  )
}

function useParts(typed: string): readonly Part[] {
  const commands = useCommandChoices()
  const playlists = usePlaylistChoices()
  const terms = useTermChoices(typed)
  const tracks = useTrackChoices(typed)
  return useMemo(() => {
    if (typed.trim() === '') {
      const recent = recentCommands().flatMap((id) => commands.filter((one) => one.id === id))
      const rest = commands.filter((one) => !recent.includes(one))
      return [
        { id: 'recent', choices: recent },
        { id: 'commands', choices: rest },
      ]
    }
    return [
      { id: 'commands', choices: findByWords(commands, typed).slice(0, mostCommands) },
      { id: 'playlists', choices: findByWords(playlists, typed).slice(0, most) },
      { id: 'terms', choices: terms },
      { id: 'tracks', choices: tracks },
    ]
  }, [typed, commands, playlists, terms, tracks])
}

function useCommandChoices(): readonly (Choice & Pick<Command, 'words'>)[] {
  const { t } = useTranslation()
  const keysInWords = useKeysInWords()
  const commands = useCommandsNow()
  return useMemo(
    () =>
      commands
        .filter(({ isDisabled }) => !isDisabled)
        .map((command) => ({
          id: command.id,
          title: command.title,
          ...(command.words === undefined ? {} : { words: command.words }),
          detail: t(`commands.group.${command.group}`),
          keys: command.keys ? keysInWords(command.keys) : '',
          run: () => {
            rememberCommand(command.id)
            command.run()
          },
        })),
    [commands, keysInWords, t],
  )
}

function usePlaylistChoices(): readonly Choice[] {
  const { t } = useTranslation()
  const playlists = useQuery(queries.playlist.list.queryOptions()).data
  return useMemo(
    () =>
      (playlists ?? []).map(({ id, name }) => ({
        id: `playlist/${id}`,
        title: name,
        detail: t('commands.group.playlist'),
        keys: '',
        run: () => navigate({ page: 'playlist', id }),
      })),
    [playlists, t],
  )
}

/** Names of all vocabularies but traditions, by any of their spellings. */
function useTermChoices(typed: string): readonly Choice[] {
  const { t } = useTranslation()
  const terms = useTerms()
  return useMemo(() => {
    if (typed.trim().length < letters) return []
    const all = vocabularies
      .filter((vocabulary) => vocabulary !== 'tradition')
      .flatMap((vocabulary) => terms.of(vocabulary))
    return matchTerms(all, typed)
      .slice(0, most)
      .map(({ vocabulary, tag, name }) => ({
        id: `term/${vocabulary}/${tag}`,
        title: name,
        detail: t(`vocabulary.${vocabulary}`),
        keys: '',
        run: () =>
          navigate({
            page: 'browse',
            search: '',
            sort: 'relevance',
            descending: false,
            filter: { ...everything, tags: [{ vocabulary, tag }] },
          }),
      }))
  }, [typed, terms, t])
}

function useTrackChoices(typed: string): readonly Choice[] {
  const wanted = typed.trim()
  const rows = useQuery(
    queries.track.list.queryOptions({
      input: { search: wanted, limit: most },
      enabled: wanted.length >= letters,
    }),
  ).data?.rows
  return useMemo(
    () =>
      wanted.length < letters
        ? []
        : (rows ?? []).map((track) => ({
            id: `track/${track.id}`,
            title: track.title,
            detail: track.artist,
            keys: '',
            run: () => void playFrom(track, [track.id]),
          })),
    [wanted, rows],
  )
}
