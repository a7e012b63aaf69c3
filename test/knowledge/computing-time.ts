/** Milliseconds that this process computes for something: what else the machine has to do does not count. */
export const computingTime = (use: () => unknown): number => {
  const before = process.cpuUsage()
  use()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
