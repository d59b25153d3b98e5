import { create } from 'zustand'
import { useStatus } from '../../status.ts'

/** The steps of the first run, in their order. */
export const welcomeSteps = ['folders', 'machine', 'model', 'results'] as const
export type WelcomeStep = (typeof welcomeSteps)[number]

/** `done` when the welcome was finished or put off; `unseen` before its first step was left. */
type Progress = WelcomeStep | 'done' | 'unseen'

const storageKey = 'naghma.welcome'

function stored(): Progress {
  const text = localStorage.getItem(storageKey)
  return [...welcomeSteps, 'done' as const].find((step) => step === text) ?? 'unseen'
}

const useProgress = create<{ progress: Progress }>(() => ({ progress: stored() }))

function become(progress: Exclude<Progress, 'unseen'>) {
  localStorage.setItem(storageKey, progress)
  useProgress.setState({ progress })
}

export function goToStep(step: WelcomeStep) {
  become(step)
}

/** The welcome is on the screen: from now on it stays, also when the library is not empty any more. */
export function beginWelcome() {
  if (useProgress.getState().progress === 'unseen') become('folders')
}

export function endWelcome() {
  become('done')
}

/** The step that is shown. */
export function useWelcomeStep(): WelcomeStep {
  const progress = useProgress((state) => state.progress)
  return welcomeSteps.find((step) => step === progress) ?? 'folders'
}

/** Whether the welcome stands in the library's place: in an empty library, until it is finished or put off. */
export function useWelcome(): boolean {
  const progress = useProgress((state) => state.progress)
  const empty = useStatus(({ folders, tracks }) => folders === 0 && tracks === 0)
  if (progress === 'unseen') return empty === true
  return progress !== 'done'
}
