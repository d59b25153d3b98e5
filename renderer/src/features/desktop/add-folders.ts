import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { i18n } from '../../locales/i18n.ts'
import { toast } from '../../ui/toast.tsx'

/** Adds folders to the library, and says of each how that went. */
export async function addFolders(paths: readonly string[]): Promise<void> {
  for (const path of paths)
    await engine.folder
      .add({ path })
      .then((folder) => toast({ title: i18n.t('folders.added', { path: folder.path }) }))
      .catch(tellFailure)
}
