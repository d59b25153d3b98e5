import { useStatus } from '../../status.ts'

/** Whether a checkpoint is being made ready, so that no other can be chosen. */
export function useModelBusy(): boolean {
  return useStatus(({ model }) => ['converting', 'checking'].includes(model.state)) ?? false
}
