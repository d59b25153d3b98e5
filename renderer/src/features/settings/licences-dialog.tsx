import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** As licences/third-party.ts writes it at every build. */
interface Licences {
  licence: string
  notice: string
  packages: { name: string; version: string; licence: string; text: string | null }[]
  /** Licences that packages name without a copy of their text. */
  texts: { name: string; text: string }[]
}

async function fetchLicences(): Promise<Licences> {
  const answer = await fetch('./licences.json')
  if (!answer.ok) throw new Error(answer.statusText)
  return answer.json()
}

/** Naghma's own licence and notice, and those of everything that is shipped with it. */
export function LicencesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { data, error } = useQuery({ queryKey: ['licences'], queryFn: fetchLicences })
  return (
    <Dialog
      wide
      title={t('about.licences')}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('close')}</Button>}
    >
      {error && <p role="alert">{failureOf(error).detail}</p>}
      {data && (
        <div className="licences" lang="en">
          <LicenceText name="Naghma" about="Apache-2.0" text={data.licence} />
          <LicenceText name={t('about.notice')} about="" text={data.notice} />
          {data.packages.map(({ name, version, licence, text }) => (
            <LicenceText
              key={`${name} ${version}`}
              name={`${name} ${version}`}
              about={licence}
              text={text}
            />
          ))}
          {data.texts.map(({ name, text }) => (
            <LicenceText key={name} name={name} about="" text={text} />
          ))}
        </div>
      )}
    </Dialog>
  )
}

function LicenceText(props: { name: string; about: string; text: string | null }) {
  const { name, about, text } = props
  const head = (
    <>
      {name} <span className="soft small">{about}</span>
    </>
  )
  if (text === null) return <p className="licence">{head}</p>
  return (
    <details className="licence">
      <summary>{head}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </details>
  )
}
