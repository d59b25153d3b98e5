import '../settings/settings.css'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../../client.ts'
import { AddFolder } from '../settings/add-folder.tsx'
import { FolderRow } from '../settings/folder-row.tsx'

/** Which folders hold the music. */
export function FoldersStep() {
  const folders = useQuery(queries.folder.list.queryOptions()).data ?? []
  return (
    <>
      {folders.length > 0 && (
        <ul className="folders">
          {folders.map((folder) => (
            <FolderRow key={folder.id} folder={folder} />
          ))}
        </ul>
      )}
      <AddFolder />
    </>
  )
}
