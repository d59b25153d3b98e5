import './model.css'
import { DownloadSource } from './download-source.tsx'
import { ModelState } from './model-state.tsx'
import { Offers } from './offers.tsx'
import { OwnCheckpoint } from './own-checkpoint.tsx'

/** The current model, those that can be fetched, and a field for one that is on this machine. */
export function ModelForm() {
  return (
    <>
      <ModelState />
      <Offers />
      <OwnCheckpoint />
      <DownloadSource />
    </>
  )
}
