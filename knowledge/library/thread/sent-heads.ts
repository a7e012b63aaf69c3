import { KeptHead } from '../kept-article.ts'

/** What one side tells the other of the heads of some articles, in their order. */
export interface ToldHeads {
  /** As text; undefined where the other side has it already. */
  readonly heads: readonly (string | undefined)[]
  /** Ids of articles whose heads the other side drops after it. */
  readonly gone: readonly string[]
}

/** In characters: what the heads that the other side keeps may have together, as text. A head has one to five thousand. */
const MOST_KEPT = 6_000_000

/**
 * Which heads the other side has. Every turn looks at dozens of them, and mostly at those of the turns before: each is
 * sent once, and again when it has changed, or was not asked for in a long time. Who answers in the order in which it
 * was asked knows what the other one has.
 */
export class SentHeads {
  readonly #most: number
  #recent = new Map<string, KeptHead>()
  #before: ReadonlyMap<string, KeptHead> = new Map()
  /** Characters of the recent ones. */
  #size = 0

  constructor(most = MOST_KEPT) {
    this.#most = most
  }

  tell(found: readonly { readonly id: string; readonly head: KeptHead }[]): ToldHeads {
    const heads = found.map(({ id, head }) => this.#textUnlessSent(id, head))
    return { heads, gone: this.#size > this.#most / 2 ? this.#drop() : NONE }
  }

  #textUnlessSent(id: string, head: KeptHead): string | undefined {
    const recent = this.#recent.get(id)
    const sent = recent ?? this.#before.get(id)
    const isSame = sent === head || sent?.text === head.text
    if (recent === undefined) this.#size += head.text.length
    if (recent !== head) this.#recent.set(id, head)
    return isSame ? undefined : head.text
  }

  #drop(): readonly string[] {
    const gone = [...this.#before.keys()].filter(id => !this.#recent.has(id))
    this.#before = this.#recent
    this.#recent = new Map()
    this.#size = 0
    return gone
  }
}

/** The other side: the heads that it was told of. */
export class ReceivedHeads {
  readonly #heads = new Map<string, KeptHead>()

  hear(ids: readonly string[], { heads, gone }: ToldHeads): readonly KeptHead[] {
    const all = ids.map((id, i) => {
      const told = heads[i]
      if (told !== undefined) this.#heads.set(id, new KeptHead(told))
      return this.#heads.get(id) as KeptHead
    })
    for (const id of gone) this.#heads.delete(id)
    return all
  }
}

const NONE: readonly string[] = []
