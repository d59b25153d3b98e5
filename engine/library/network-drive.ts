import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'

const networkTypes = new Set(
  (
    'nfs nfs4 cifs smb2 smb3 smbfs afpfs webdav davfs davfs2 ncpfs afs ceph glusterfs lustre 9p virtiofs vboxsf ' +
    'prl_fs fuse.sshfs fuse.rclone fuse.s3fs fuse.goofys fuse.davfs fuse.davfs2 fuse.curlftpfs fuse.glusterfs ' +
    'fuse.ceph fuse.gvfsd-fuse fuse.smbnetfs fuse.vmhgfs-fuse fuse.onedriver fuse.google-drive-ocamlfuse'
  ).split(' '),
)

/** One mounted file system: where it is mounted and its type ("ext4", "nfs4", "fuse.sshfs"). */
export interface Mount {
  readonly path: string
  readonly type: string
}

/** Mounts from the text of Linux's /proc/self/mountinfo (proc(5)); spaces in paths are octal escapes. */
export function parseMountInfo(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [mount, system] = line.split(' - ')
    const path = mount?.split(' ')[4]
    const type = system?.split(' ')[0]
    if (!path || !type) return []
    return [
      {
        path: path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
          String.fromCharCode(Number.parseInt(octal, 8)),
        ),
        type,
      },
    ]
  })
}

/** Mounts from what macOS's mount(8) prints: "//user@nas/music on /Volumes/music (smbfs, nodev)". */
export function parseMountOutput(text: string): Mount[] {
  return [...text.matchAll(/^.* on (\/.*) \((\w+)[,)]/gm)].flatMap(([, path, type]) =>
    path && type ? [{ path, type }] : [],
  )
}

/** True when the innermost mount that holds `path` is of a network type. */
export function isOnNetworkMount(path: string, mounts: readonly Mount[]): boolean {
  let innermost: Mount | undefined
  for (const mount of mounts) {
    const inside = mount.path === '/' || path === mount.path || path.startsWith(`${mount.path}/`)
    if (inside && (!innermost || mount.path.length >= innermost.path.length)) innermost = mount
  }
  return innermost !== undefined && networkTypes.has(innermost.type)
}

/**
 * True when a path lies on a file system served by another machine, where WAL's shared memory and
 * change notifications cannot be relied on. False when that cannot be found out.
 */
export function isNetworkDrive(path: string): boolean {
  try {
    const real = realpathSync.native(path)
    if (sep === '\\') return real.startsWith('\\\\')
    if (process.platform === 'darwin')
      return isOnNetworkMount(
        real,
        parseMountOutput(execFileSync('/sbin/mount', { encoding: 'utf8' })),
      )
    return isOnNetworkMount(real, parseMountInfo(readFileSync('/proc/self/mountinfo', 'utf8')))
  } catch {
    return false
  }
}
