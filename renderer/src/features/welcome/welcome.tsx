import './welcome.css'
import { type ComponentType, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { FoldersStep } from './folders-step.tsx'
import { MachineStep } from './machine-step.tsx'
import { ModelStep } from './model-step.tsx'
import { ResultsStep } from './results-step.tsx'
import {
  beginWelcome,
  endWelcome,
  goToStep,
  useWelcomeStep,
  type WelcomeStep,
  welcomeSteps,
} from './welcome-step.ts'

const contents: Record<WelcomeStep, ComponentType> = {
  folders: FoldersStep,
  machine: MachineStep,
  model: ModelStep,
  results: ResultsStep,
}

/** The first thing a person sees: four steps, in any order, each of which can wait and be come back to. */
export function Welcome() {
  const { t } = useTranslation()
  const step = useWelcomeStep()
  const Content = contents[step]
  const at = welcomeSteps.indexOf(step)
  const before = welcomeSteps[at - 1]
  const after = welcomeSteps[at + 1]
  const heading = useFocusOnChange(step)
  const done = useStepsDone()
  useEffect(beginWelcome, [])
  return (
    <section className="page page-scroll" aria-labelledby="welcome-title">
      <div className="welcome">
        <header className="welcome-head">
          <h1 id="welcome-title">{t('welcome.title')}</h1>
          <p className="soft">{t('welcome.words')}</p>
        </header>
        <nav aria-label={t('welcome.steps')}>
          <ol className="welcome-steps">
            {welcomeSteps.map((each, index) => (
              <li key={each}>
                <button
                  type="button"
                  className="welcome-to"
                  aria-current={each === step ? 'step' : undefined}
                  onClick={() => goToStep(each)}
                >
                  <span className="welcome-number" aria-hidden="true">
                    {done[each] ? <Icon name="check" size={14} /> : index + 1}
                  </span>
                  {t(`welcome.step.${each}`)}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <div className="card welcome-step">
          <h2 ref={heading} tabIndex={-1}>
            {t(`welcome.${step}.title`)}
          </h2>
          <p className="soft">{t(`welcome.${step}.words`)}</p>
          <Content />
        </div>
        <footer className="welcome-foot">
          {before && (
            <Button icon="back" onPress={() => goToStep(before)}>
              {t('frame.back')}
            </Button>
          )}
          {after && (
            <Button variant="primary" onPress={() => goToStep(after)}>
              {t(done[step] || step === 'machine' ? 'welcome.next' : 'welcome.nextWithout')}
            </Button>
          )}
          <span className="page-space" />
          <Button variant={after ? 'quiet' : 'primary'} onPress={endWelcome}>
            {t(after ? 'welcome.skip' : 'welcome.finish')}
          </Button>
        </footer>
      </div>
    </section>
  )
}

/** Which steps have come to something. */
function useStepsDone(): Record<WelcomeStep, boolean> {
  const folders = useStatus((status) => status.folders > 0) ?? false
  const model = useStatus((status) => status.model.state === 'ready') ?? false
  const results = useStatus((status) => status.modeTracks + status.analysedTracks > 0) ?? false
  return { folders, machine: false, model, results }
}

/** The heading of a step that was gone to has the focus, so that it is read out and Tab goes on from it. */
function useFocusOnChange(step: WelcomeStep) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    heading.current?.focus()
  }, [step])
  return heading
}
