interface ParentOptions {
  readonly ppid?: () => number
  /** Milliseconds between looks. */
  readonly every?: number
}

/**
 * Calls `gone` once when the process that started this one has ended.
 *
 * npm does not start a program but a shell that starts it, and passes SIGTERM and SIGINT on to that shell alone
 * (@npmcli/run-script, signal-manager.js; npm 10 and 11). A shell such as Debian's dash dies of it and tells its child
 * nothing: the program would go on with nobody to stop it. `exec` before the command would help, but Windows has none.
 */
export const watchParent = (
  gone: () => void,
  { ppid = () => process.ppid, every = 100 }: ParentOptions = {},
): (() => void) => {
  const parent = ppid()
  const timer = setInterval(() => {
    if (ppid() === parent) return
    clearInterval(timer)
    gone()
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}
