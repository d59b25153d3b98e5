import type { QueryClient } from '@tanstack/react-query'
import type { EngineEvent } from '../../../contract/engine.ts'
import { connection, engine, queries } from '../client.ts'
import { applyEvent } from './apply-event.ts'
import { collect } from './collect.ts'

type List = Extract<EngineEvent, { type: 'changed' }>['lists'][number]

/** Lists that changed are asked for again at most this often, milliseconds. */
const refreshEvery = 600

/**
 * Keeps the query cache in step with the engine for as long as the page lives: progress goes into the cached
 * status, changed lists are asked for again, and everything is after the engine has been away.
 */
export function followEvents(cache: QueryClient, notice: (message: string) => void) {
  const refresh = collect<List>(refreshEvery, (lists) => {
    for (const list of lists) refreshList(cache, list)
    void cache.invalidateQueries({ queryKey: queries.engine.status.key() })
  })

  async function follow() {
    while (connection.state() === 'open') {
      try {
        for await (const event of await engine.engine.events()) {
          if (event.type === 'changed') refresh(event.lists)
          else if (event.type === 'notice') notice(event.message)
          else if (event.type === 'send.progress')
            cache.setQueryData(queries.playlist.sending.queryKey(), event.progress)
          else if (event.type === 'head.progress')
            cache.setQueryData(queries.head.progress.queryKey(), event.progress)
          else {
            cache.setQueryData(queries.engine.status.queryKey(), (status) =>
              status ? applyEvent(status, event) : status,
            )
          }
        }
      } catch {
        // The stream broke: either the connection says so itself, or the next round opens another.
      }
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }

  function onState() {
    if (connection.state() !== 'open') return
    void cache.invalidateQueries()
    void follow()
  }
  connection.subscribe(onState)
  onState()

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void connection.check()
  })
  window.addEventListener('online', () => void connection.check())
}

function refreshList(cache: QueryClient, list: List) {
  const stale = (queryKey: readonly unknown[]) => void cache.invalidateQueries({ queryKey })
  switch (list) {
    case 'tracks':
      stale(queries.track.key())
      stale(queries.playlist.get.key())
      stale(queries.browse.key())
      stale(queries.albums.key())
      stale(queries.artists.key())
      stale(queries.mode.get.key())
      return refreshFailedSimilar(cache)
    case 'tags':
      stale(queries.track.key())
      stale(queries.playlist.get.key())
      stale(queries.browse.key())
      stale(queries.mode.key())
      stale(queries.similar.why.key())
      return stale(queries.tag.key())
    case 'heads':
      stale(queries.teach.key())
      return stale(queries.head.key())
    case 'similar':
      return refreshFailedSimilar(cache)
    case 'folders':
      return stale(queries.folder.list.key())
    case 'playlists':
      return stale(queries.playlist.key())
    case 'problems':
      return stale(queries.problems.key())
    case 'backups':
      return stale(queries.library.key())
    case 'settings':
      return stale(queries.engine.settings.key())
  }
}

/** An answer that is being read stays as it is; one that could not be given may be possible by now. */
function refreshFailedSimilar(cache: QueryClient) {
  void cache.invalidateQueries({
    queryKey: queries.similar.key(),
    predicate: (query) => query.state.status === 'error',
  })
}
