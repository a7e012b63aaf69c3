/** A way to answer: shown as a button, understood when typed. */
export interface Choice {
  readonly title: string
  /** What comes back when it is clicked. */
  readonly value: string
}

/** A statement's source: drawn as a citation where the channel has them, as a link elsewhere. */
export interface Citation {
  readonly articleId: string
  readonly title: string
  readonly url: string | undefined
  /** One or two sentences of what the article says. */
  readonly abstract: string
}

/** A titled part of a reply: drawn as a card section and in the text twin alike. */
export interface Part {
  readonly title: string
  readonly style: 'paragraphs' | 'steps' | 'bullets' | 'code'
  readonly lines: readonly string[]
  /** Folded away on a card until asked for; always in the text twin. */
  readonly folded?: boolean
}

/** What the bot says back, before a channel draws it. Sentences are plain text; a channel escapes and decorates them. */
export type Reply =
  /** Something said; nothing is asked. `choices` are things that may be said next. */
  | { readonly kind: 'text'; readonly text: string; readonly choices: readonly Choice[] }
  /** Waits for an answer. No choices: an open question. */
  | { readonly kind: 'question'; readonly text: string; readonly hint: string; readonly choices: readonly Choice[] }
  /** The fix, and what it rests on. The only reply that cites. */
  | {
      readonly kind: 'recommendation'
      readonly citation: Citation
      /** Less likely, but not excluded; best first. */
      readonly others: readonly Citation[]
      /** How sure the bot is, in words. */
      readonly certainty: string
      readonly summary: string
      readonly parts: readonly Part[]
      /** What the article links to, such as the download page of the fix. */
      readonly links: readonly { readonly title: string; readonly url: string }[]
      readonly choices: readonly Choice[]
    }
  /** About one or more articles without recommending any: not applicable, fixed already, what would have to be true. */
  | {
      readonly kind: 'explanation'
      readonly title: string
      readonly summary: string
      readonly parts: readonly Part[]
      readonly links: readonly { readonly title: string; readonly url: string }[]
      readonly choices: readonly Choice[]
    }
