type Kind = 'lost' | 'doubled' | 'wrong'

/** What was found wrong: each turn once for each kind, however often it shows. */
export interface Findings {
  /** `turn` names it among all: "conversation 12, turn 3". */
  note(kind: Kind, turn: string, why: string): void
  count(kind: Kind): number
  /** The first of each kind, as sentences. */
  samples(): readonly string[]
}

/** Sentences of each kind that are kept. */
const SAMPLES = 5

export const createFindings = (): Findings => {
  const found: Readonly<Record<Kind, Map<string, string>>> = {
    lost: new Map(),
    doubled: new Map(),
    wrong: new Map(),
  }
  return {
    note: (kind, turn, why) => {
      if (!found[kind].has(turn)) found[kind].set(turn, found[kind].size < SAMPLES ? why : '')
    },
    count: kind => found[kind].size,
    samples: () =>
      Object.entries(found).flatMap(([kind, turns]) =>
        [...turns].slice(0, SAMPLES).map(([turn, why]) => `${kind}: ${turn}: ${why}`),
      ),
  }
}
