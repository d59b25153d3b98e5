import { useTranslation } from 'react-i18next'
import { engine } from '../../client.ts'
import { toast } from '../../ui/toast.tsx'
import { PathField } from '../paths/path-field.tsx'

export function AddFolder() {
  const { t } = useTranslation()
  return (
    <PathField
      label={t('folders.path')}
      placeholder={t('folders.pathHint')}
      dialogTitle={t('folders.chooseTitle')}
      submit={t('folders.add')}
      onSubmit={async (path) => {
        const folder = await engine.folder.add({ path })
        toast({ title: t('folders.added', { path: folder.path }) })
        return 'used'
      }}
    />
  )
}
