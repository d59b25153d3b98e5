import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { forgetImports, type ImportResult, useImports } from './import-playlists.ts'

const ways = ['path', 'formerPlace', 'identity', 'name'] as const
const MOST_MISSING = 100

/** Says what became of the playlist files that were imported, until it is closed. */
export function ImportResults() {
  const { t } = useTranslation()
  const results = useImports((state) => state.results)
  const made = results.flatMap((result) => result.made ?? [])
  if (results.length === 0) return null
  const [first] = made
  return (
    <Dialog
      title={t('import.done', { count: made.length, shown: formatCount(made.length) })}
      onClose={forgetImports}
      actions={
        <>
          <Button onPress={forgetImports}>{t('close')}</Button>
          {first && (
            <Button
              variant="primary"
              autoFocus
              onPress={() => {
                forgetImports()
                navigate({ page: 'playlist', id: first.playlist.id })
              }}
            >
              {t('import.show')}
            </Button>
          )}
        </>
      }
    >
      {results.map((result, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none comes or goes
        <Result key={index} {...result} />
      ))}
    </Dialog>
  )
}

function Result({ fileName, made, failure }: ImportResult) {
  const { t } = useTranslation()
  const heading = <h3 className="import-name clip">{made?.playlist.name ?? fileName}</h3>
  if (!made)
    return (
      <section className="import-result">
        {heading}
        <p className="field-error">{failure?.detail}</p>
      </section>
    )
  const { found, how, missing, playlist } = made
  return (
    <section className="import-result">
      {heading}
      <p>
        {t('import.found', {
          count: playlist.tracks,
          all: formatCount(playlist.tracks),
          shown: formatCount(found),
        })}
      </p>
      <ul className="import-ways soft small">
        {ways.map(
          (way) =>
            how[way] > 0 && (
              <li key={way}>
                {t(`import.how.${way}`, { count: how[way], shown: formatCount(how[way]) })}
              </li>
            ),
        )}
      </ul>
      {playlist.sought > 0 && (
        <details>
          <summary>
            {t('import.missing', { count: playlist.sought, shown: formatCount(playlist.sought) })}
          </summary>
          <p className="soft small">{t('import.missingHint')}</p>
          <ul className="import-missing small">
            {missing.slice(0, MOST_MISSING).map(({ title, artist, location }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a playlist may name a track twice, and none comes or goes
              <li key={index} className="clip" title={location ?? title}>
                {[title, artist].filter(Boolean).join(' · ')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
