import { type Problem, problemOf } from '../../problem.ts'
import { isFence, linesOf, MARKDOWN_LINK } from '../../reading/index.ts'

/** Links in an article's Markdown whose address cannot be opened from a conversation: they are not shown. */
export const droppedLinks = (source: string, file: string): readonly Problem[] => {
  const problems: Problem[] = []
  let isCode = false
  for (const { text, number } of linesOf(source)) {
    if (isFence(text)) isCode = !isCode
    else if (!isCode && text.includes(']('))
      for (const match of withoutCode(text).matchAll(MARKDOWN_LINK))
        if (!IS_KEPT.test(match[2] as string)) problems.push(dropped(match, file, number))
  }
  return problems
}

const IS_KEPT = /^(?:https?:\/\/|mailto:)/i

/** What stands in code is no link; the places of the rest stay. */
const withoutCode = (text: string): string => text.replace(/`[^`]+`/g, code => ' '.repeat(code.length))

const dropped = (match: RegExpExecArray, file: string, line: number): Problem =>
  problemOf(
    'dropped-link',
    { file, line, column: match.index + match[0].lastIndexOf('](') + 3 },
    { text: match[1] as string, address: match[2] as string },
  )
