import type { Part } from '../../../dialogs/index.ts'

/** A line, and what stands before it: its number, a dot, or nothing. */
export interface Step {
  readonly mark: string
  readonly line: string
}

/** Steps that belong together, counted from 1; `title`: the way that they are. */
interface Way {
  readonly title: string | undefined
  readonly steps: readonly Step[]
}

/** Stands before an item of a list that is not counted. */
export const DOT = '•'

/**
 * Steps by the ways that some of them open: "Method 2: Pull the string. Take it." opens one, with "Take it." its first step.
 * Only steps are counted: notes and what leads to them stand by themselves.
 */
export const waysOf = ({ lines, ways: titles = [], marks }: Pick<Part, 'lines' | 'ways' | 'marks'>): readonly Way[] => {
  const ways: { title: string | undefined; steps: Step[] }[] = []
  let counted = 0
  const stepOf = (line: string, index: number): Step => {
    const mark = marks === undefined ? 's' : (marks[index] ?? 't')
    return { mark: mark === 's' ? `${++counted}.` : mark === 'i' ? DOT : '', line }
  }
  for (const [index, line] of lines.entries()) {
    const title = titles.find(t => line === t || `${line}.` === t || line.startsWith(`${t} `))
    if (title !== undefined) {
      counted = 0
      ways.push({ title, steps: line.length <= title.length ? [] : [stepOf(line.slice(title.length + 1), index)] })
    } else if (ways.length > 0) ways.at(-1)?.steps.push(stepOf(line, index))
    else ways.push({ title, steps: [stepOf(line, index)] })
  }
  return ways
}
