import { expect, test } from 'vitest'
import {
  isNetworkDrive,
  isOnNetworkMount,
  parseMountInfo,
  parseMountOutput,
} from './network-drive.ts'

const linux = `27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:50 / /mnt/nas\\040music rw shared:1 - nfs4 nas:/music rw,vers=4.2
41 27 0:51 / /mnt rw - tmpfs tmpfs rw
42 27 0:52 / /home/me/ssh rw - fuse.sshfs me@host: rw
43 27 0:53 / /home/me/ssh/local rw - btrfs /dev/sdb rw`

test('Linux mounts: the innermost one that holds the path counts', () => {
  const mounts = parseMountInfo(linux)
  const network = (path: string) => isOnNetworkMount(path, mounts)
  expect(network('/home/me/Music')).toBe(false)
  expect(network('/mnt/nas music/a')).toBe(true)
  expect(network('/mnt/nas')).toBe(false)
  expect(network('/home/me/ssh')).toBe(true)
  expect(network('/home/me/ssh/local/a')).toBe(false)
  expect(network('/home/me/sshx')).toBe(false)
})

test('macOS mounts', () => {
  const mounts = parseMountOutput(
    '/dev/disk3s1 on / (apfs, local)\n//me@nas/My Music on /Volumes/My Music (smbfs, nodev, nosuid)\n',
  )
  expect(isOnNetworkMount('/Volumes/My Music/a', mounts)).toBe(true)
  expect(isOnNetworkMount('/Users/me', mounts)).toBe(false)
})

test('a place that does not exist is no network drive', () => {
  expect(isNetworkDrive('/does/not/exist')).toBe(false)
})
