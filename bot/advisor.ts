import { createRespond, loadTexts, type State } from '../dialogs/index.ts'
import {
  type Changes,
  collectGarbage,
  loadReader,
  openKnowledge,
  type Problem,
  showProblem,
} from '../knowledge/index.ts'
import type { Advisor } from './app.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'

/**
 * The one place where the rooms meet: reads the knowledge, loads what the dialogs say, and hands both to the bot. What
 * takes this thread's time is done at once, before anybody can be kept waiting; the articles are read in another thread.
 */
export const prepareAdvisor = (): ((settings: Settings, log: Log) => Promise<Advisor<State>>) => {
  const texts = loadTexts()
  const reader = loadReader()
  return async (settings, log) => {
    const { knowledge, library, problems } = await openKnowledge(settings.knowledge, {
      reader,
      thread: true,
      folder: settings.dataDir,
      database: settings.database,
      onChange: changes => tellChanges(changes, log),
      onTrouble: why => log.error('trouble with the articles', { why }),
    })
    collectGarbage()
    return {
      get articles() {
        return knowledge.size
      },
      problems: told(problems),
      respond: createRespond(knowledge, texts),
      close: library.close,
    }
  }
}

/** At most so many problems are told one by one: thousands would hide everything else. */
const MOST_TOLD = 20

const told = (problems: readonly Problem[]): readonly string[] => {
  const errorsFirst = problems.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
  const rest = problems.length - MOST_TOLD
  return [
    ...errorsFirst.slice(0, MOST_TOLD).map(showProblem),
    ...(rest > 0 ? [`… and ${rest} more. "npm run kb -- check PATH" lists them all.`] : []),
  ]
}

const tellChanges = ({ read, gone, problems, articles }: Changes, log: Log): void => {
  log.info('articles changed', { filesRead: read, filesGone: gone, articles })
  for (const problem of told(problems)) log.warn(problem)
}
