import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * Figures of another program that happens to answer would look like ours. On Linux the system tells whose socket
 * listens; elsewhere nothing is checked here.
 *
 * @throws Error when a port is listened on by another process than `pid`, or by none
 */
export const requireOwnListener = (port: number, pid: number, name: string): void => {
  if (!existsSync('/proc/net/tcp')) return
  const listening = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(table => listenersIn(table, port))
  const own = socketsOf(pid)
  if (listening.length > 0 && listening.every(inode => own.has(inode))) return
  throw new Error(`Port ${port} is not listened on by ${name} (process ${pid}) alone. Stop what else uses that port.`)
}

/** As the kernel writes the state of a socket that listens. */
const LISTEN = '0A'

/** Inodes. The columns are: number, local address and port in hexadecimal, remote ones, state, …, the tenth the inode. */
const listenersIn = (table: string, port: number): readonly string[] => {
  if (!existsSync(table)) return []
  return readFileSync(table, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && Number.parseInt(local?.split(':')[1] ?? '', 16) === port)
    .map(columns => columns[9] as string)
}

const socketsOf = (pid: number): ReadonlySet<string> => {
  const folder = `/proc/${pid}/fd`
  return new Set(
    readdirSync(folder).flatMap(fd => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${fd}`))?.[1] ?? []
      } catch {
        // Closed since the folder was read.
        return []
      }
    }),
  )
}
