import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Whether the process listens on the port itself. Linux tells; elsewhere it is believed. */
export const isListening = (pid: number, port: number): boolean => {
  if (!existsSync('/proc/net/tcp')) return true
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(table => listenersIn(table, port))
  const open = readdirSync(`/proc/${pid}/fd`).map(fd => linkOf(`/proc/${pid}/fd/${fd}`))
  return sockets.some(inode => open.includes(`socket:[${inode}]`))
}

/** State "listening" in proc(5). */
const LISTEN = '0A'

/** Inodes of the sockets that listen on a port. */
const listenersIn = (table: string, port: number): readonly string[] => {
  if (!existsSync(table)) return []
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readFileSync(table, 'utf8')
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && state === LISTEN)
    .flatMap(columns => columns[9] ?? [])
}

/** Closed while we looked: no link. */
const linkOf = (path: string): string => {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
