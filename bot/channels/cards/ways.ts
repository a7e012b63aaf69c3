/** Steps that belong together, counted from 1; `title`: the way that they are. */
export interface Way {
  readonly title: string | undefined
  readonly steps: readonly string[]
}

/** Steps by the ways that some of them open: "Method 2: Pull the string. Take it." opens one, with "Take it." its first step. */
export const waysOf = (lines: readonly string[], titles: readonly string[] = []): readonly Way[] => {
  const ways: { title: string | undefined; steps: string[] }[] = []
  for (const line of lines) {
    const title = titles.find(t => line === t || `${line}.` === t || line.startsWith(`${t} `))
    if (title === undefined && ways.length > 0) ways.at(-1)?.steps.push(line)
    else
      ways.push({
        title,
        steps: title === undefined ? [line] : line.length <= title.length ? [] : [line.slice(title.length + 1)],
      })
  }
  return ways
}
