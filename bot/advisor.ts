import { createRespond, loadTexts, type State } from '../dialogs/index.ts'
import { openKnowledge, showProblem } from '../knowledge/index.ts'
import type { Advisor } from './app.ts'

/** The one place where the rooms meet: reads the knowledge, loads what the dialogs say, and hands both to the bot. */
export const openAdvisor = async (paths: readonly string[]): Promise<Advisor<State>> => {
  const texts = loadTexts()
  const { knowledge, problems } = await openKnowledge(paths)
  return {
    articles: knowledge.size,
    problems: problems.map(showProblem),
    respond: createRespond(knowledge, texts),
  }
}
