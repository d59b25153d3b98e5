import { useState } from 'react'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { searchPrefixes } from '../../../../contract/search-query.ts'
import { IconButton } from '../../ui/button.tsx'
import { examples } from './examples.ts'

/** A button that tells what can be typed into a search; an example that is chosen is tried. */
export function SearchHelp({ onTry }: { onTry: (term: string) => void }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <IconButton icon="why" size={16} label={t('search.help')} />
      <Popover className="popover search-help" placement="bottom end" offset={6}>
        <Dialog className="popover-content" aria-label={t('search.help')}>
          <p>{t('search.helpWords')}</p>
          <table aria-label={t('search.helpTable')}>
            <thead className="visually-hidden">
              <tr>
                <th scope="col">{t('search.term')}</th>
                <th scope="col">{t('search.finds')}</th>
              </tr>
            </thead>
            <tbody>
              {searchPrefixes.map((prefix) => (
                <tr key={prefix}>
                  <th scope="row">
                    {examples[prefix].map((example) => (
                      <button
                        key={example}
                        type="button"
                        className="search-example"
                        aria-label={t('search.tryIt', { example: `${prefix}:${example}` })}
                        onClick={() => {
                          setOpen(false)
                          onTry(`${prefix}:${example}`)
                        }}
                      >
                        {prefix}:{example}
                      </button>
                    ))}
                  </th>
                  <td>{t(`search.prefix.${prefix}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
