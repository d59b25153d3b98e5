import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Folder } from '../../../../contract/folder.ts'
import { engine, queries } from '../../client.ts'
import { failureOf, tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { toast } from '../../ui/toast.tsx'

const example = 'Podcasts/\n*.wma\n!Keep.wma'

/** What of a folder is left alone: rules, and what they would do to the files that are known. */
export function IgnoreDialog({ folder, onClose }: { folder: Folder; onClose: () => void }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const [rules, setRules] = useState(folder.ignoreRules)
  const [busy, setBusy] = useState(false)
  const asked = useDeferredValue(rules)
  const { data, error } = useQuery(
    queries.folder.tryIgnore.queryOptions({
      input: { id: folder.id, rules: asked },
      placeholderData: keepPreviousData,
    }),
  )

  async function save() {
    setBusy(true)
    try {
      const { ignored } = await engine.folder.setIgnore({ id: folder.id, rules })
      await cache.invalidateQueries({ queryKey: queries.folder.list.key() })
      toast({ title: t('folders.ignore.saved', { count: ignored, shown: formatCount(ignored) }) })
      onClose()
    } catch (reason) {
      tellFailure(reason)
      setBusy(false)
    }
  }

  return (
    <Dialog
      wide
      title={t('folders.ignore.title')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={busy || error !== null || rules === folder.ignoreRules}
            onPress={() => void save()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <p className="path">{folder.path}</p>
      <TextField
        autoFocus
        mono
        lines={6}
        label={t('folders.ignore.rules')}
        description={t('folders.ignore.words')}
        placeholder={example}
        value={rules}
        error={error ? failureOf(error).detail : undefined}
        onChange={setRules}
      />
      <div role="status" className="small">
        {data && !error && (
          <>
            <p>
              {t('folders.ignore.of', {
                count: data.ignored,
                shown: formatCount(data.ignored),
                all: formatCount(data.files),
              })}
            </p>
            <ul className="soft">
              {data.examples.map((path) => (
                <li key={path} className="path">
                  {path}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <p className="small soft">{t('folders.ignore.kept')}</p>
    </Dialog>
  )
}
