import { useTranslation } from 'react-i18next'
import type { PlaylistImport } from '../../../../contract/playlist.ts'
import { formatCount } from '../../format.ts'
import { navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { forgetResults, type Imported } from './use-import.ts'

/** Of the tracks that were not found, how many are named. */
const named = 8
const ways = ['path', 'formerPlace', 'identity', 'name'] as const

/** What came of playlist files: what was found and by what, and what was not. */
export function ImportResult({ results }: { results: readonly Imported[] }) {
  const { t } = useTranslation()
  const first = results.find(({ made }) => made)?.made?.playlist.id
  return (
    <Dialog
      title={t('import.title')}
      onClose={forgetResults}
      actions={
        <>
          <Button onPress={forgetResults}>{t('close')}</Button>
          {first !== undefined && (
            <Button
              variant="primary"
              autoFocus
              onPress={() => {
                forgetResults()
                navigate({ page: 'playlist', id: first })
              }}
            >
              {t('import.show')}
            </Button>
          )}
        </>
      }
    >
      {results.map(({ fileName, made, failure }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows, and one file can come twice
        <section key={index} className="import-file">
          <h3 className="clip">{made ? made.playlist.name : fileName}</h3>
          {made ? <Found made={made} /> : <p className="field-error">{failure}</p>}
        </section>
      ))}
    </Dialog>
  )
}

function Found({ made }: { made: PlaylistImport }) {
  const { t } = useTranslation()
  const { found, how, missing, playlist } = made
  return (
    <>
      <p>{t('import.found', { count: found, shown: formatCount(found) })}</p>
      <ul className="small soft">
        {ways.map(
          (way) =>
            how[way] > 0 && (
              <li key={way}>
                {t(`import.how.${way}`, { count: how[way], shown: formatCount(how[way]) })}
              </li>
            ),
        )}
      </ul>
      {missing.length > 0 && (
        <>
          <p>
            {t('import.missing', {
              count: playlist.sought,
              shown: formatCount(playlist.sought),
            })}
          </p>
          <ul className="import-missing small">
            {missing.slice(0, named).map(({ title, artist, location }) => (
              <li key={`${location} ${title}`} className="clip" title={location ?? title}>
                {artist ? `${artist} – ${title}` : title}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
