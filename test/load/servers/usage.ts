import { existsSync, readFileSync } from 'node:fs'

/** Ticks of the kernel's clock a second, the same on every Linux that Node runs on. */
const TICKS = 100

/** Milliseconds of processor time that a process has used, all its threads together; undefined where Linux does not tell. */
export const cpuMs = (pid: number): number | undefined => {
  if (!existsSync(`/proc/${pid}/stat`)) return undefined
  // The second column is the name in parentheses, which may have spaces; user and system time are the 14th and 15th.
  const columns = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return ((Number(columns[11]) + Number(columns[12])) * 1000) / TICKS
}

/** Megabytes (10^6 bytes) that a process holds in memory; undefined where Linux does not tell. */
export const residentMB = (pid: number): number | undefined => {
  if (!existsSync(`/proc/${pid}/status`)) return undefined
  const kibibytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kibibytes) * 1024) / 1e6
}
