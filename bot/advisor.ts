import {
  createRespond,
  loadTexts,
  type Outcome,
  type Respond,
  type Response,
  type State,
  sayChanged,
  type Texts,
  typed,
} from '../dialogs/index.ts'
import {
  type Changes,
  collectGarbage,
  collectsAtRest,
  type Knowledge,
  type Library,
  type OpenedKnowledge,
  openKnowledge,
  type Problem,
  showProblem,
} from '../knowledge/index.ts'
import type { OpenAdvisor } from './app.ts'
import { shelfOf } from './articles/shelf.ts'
import type { Log } from './log.ts'

/**
 * The one place where the rooms meet: reads the knowledge, loads what the dialogs say, and hands both to the bot. The
 * articles are read in another thread; what takes this thread's time is done meanwhile, and before it returns.
 */
export const openAdvisor: OpenAdvisor<State> = async (settings, log, onSearch, stopped) => {
  const listeners = new Set<() => void>()
  const opening = openKnowledge(settings.knowledge, {
    thread: true,
    stopped,
    folder: settings.dataDir,
    database: settings.database,
    onChange: changes => {
      tellChanges(changes, log)
      for (const listener of listeners) listener()
    },
    onTrouble: why => log.error('trouble with the articles', { why }),
    onSearch,
  })
  const texts = await textsBeside(opening)
  const { knowledge, library, problems } = await opening
  collectGarbage()
  const respond = createRespond(knowledge, texts, { contact: settings.contact })
  void warmUp(respond, knowledge, library)
  const worked = collectsAtRest()
  return {
    get articles() {
      return knowledge.size
    },
    problems: told(problems),
    shelf: shelfOf(knowledge, library),
    respond: async (state, message) => {
      worked()
      return withQuestions(await respond(state, message))
    },
    changes: {
      onChange: listener => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      say: (article, changed) => sayChanged(article, changed, texts),
    },
    close: library.close,
  }
}

/** Loads them while the articles are opened, which are closed where that fails. */
const textsBeside = async (opening: Promise<OpenedKnowledge>): Promise<Texts> => {
  opening.catch(() => {})
  try {
    return loadTexts()
  } catch (error) {
    await opening.then(({ library }) => library.close()).catch(() => {})
    throw error
  }
}

/** A case is at its end where it is said what it may be, or that it is nothing known. */
const ENDS = new Set<Outcome['kind']>(['recommended', 'conditional', 'suggested', 'abstained'])

const withQuestions = (response: Response): Response & { readonly questions?: number } =>
  ENDS.has(response.outcome.kind) ? { ...response, questions: response.state.asked.length } : response

/**
 * A program's first turns take ten times as long as its later ones, until what they use is compiled: so it takes some by
 * itself, of which nothing stays. That it is closed meanwhile is no trouble.
 */
const warmUp = async (respond: Respond, knowledge: Knowledge, library: Pick<Library, 'ids'>): Promise<void> => {
  try {
    const ids = await library.ids()
    for (let i = 0; i < WARM_TURNS; i++) {
      const article = await knowledge.article(ids[Math.floor((i * ids.length) / WARM_TURNS)] ?? '')
      await respond(undefined, typed(article?.symptom ?? ''))
    }
  } catch {
    // The articles are not there any more.
  }
}

const WARM_TURNS = 100

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
