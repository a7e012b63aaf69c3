/**
 * A way to answer: shown as a button, understood when typed by its title. `question` and `option` name what is chosen,
 * whatever the language of the title; a channel hands them back when it is clicked.
 */
export interface Choice {
  readonly title: string
  /** The same where there is little room, and the question says the rest; understood when typed, too. */
  readonly label?: string
  readonly question: string
  readonly option: string
  /** What a title that is a number stands for; understood when typed, too. Behind a line break: what is said of it. */
  readonly means?: string
}

/** What comes back of a choice that was clicked. */
export type Chosen = Pick<Choice, 'question' | 'option'>

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
  /** What stands behind a line break of a line is said of it. */
  readonly lines: readonly string[]
  /** What of the lines is written as code: shown so that it can be told apart and copied. */
  readonly code?: readonly string[]
  /** Of steps: with what some lines begin that open a way of their own; the steps of each are counted anew. */
  readonly ways?: readonly string[]
  /** Of steps: one letter a line, `s` counted, `i` an item of a list, `t` words of their own; without it all are counted. */
  readonly marks?: string
  /** Folded away on a card until asked for; always in the text twin. */
  readonly folded?: boolean
}

/** `text`: what is known, in one line. `wrong`: takes one of it back; its label stands in the line. */
export interface Known {
  readonly text: string
  readonly wrong: readonly Choice[]
}

/** Waits for an answer. No choices: an open question. */
export interface QuestionReply {
  readonly kind: 'question'
  readonly text: string
  readonly hint: string
  readonly choices: readonly Choice[]
  /** What of it is written as code: a command to run. */
  readonly code?: readonly string[]
  /** What is known of the system by now, where something was added to it: so that it can be corrected. */
  readonly known?: Known
}

/** What the bot says back, before a channel draws it. Sentences are plain text; a channel escapes and decorates them. */
export type Reply =
  /** Something said; nothing is asked. `choices` are things that may be said next. */
  | {
      readonly kind: 'text'
      readonly text: string
      readonly choices: readonly Choice[]
      /** What of it is written as code: a command to run. */
      readonly code?: readonly string[]
    }
  | QuestionReply
  /** The fix, and what it rests on. The only reply that cites. */
  | {
      readonly kind: 'recommendation'
      readonly citation: Citation
      /** Less likely, but not excluded; best first. */
      readonly others: readonly Citation[]
      /** How sure the bot is, in words. */
      readonly certainty: string
      /** Why, in one line; empty where there is nothing to say. */
      readonly because: string
      readonly parts: readonly Part[]
      /** What the article links to, such as the download page of the fix. */
      readonly links: readonly { readonly title: string; readonly url: string }[]
      /** Asks how it went: said where choices cannot stand beside a card. */
      readonly followUp: string
      readonly choices: readonly Choice[]
    }
  /** About one or more articles without recommending any: not applicable, fixed already, what would have to be true. */
  | {
      readonly kind: 'explanation'
      readonly title: string
      /** The article that it is about, where it is one: to be opened. */
      readonly about: Omit<Citation, 'abstract'> | undefined
      readonly summary: string
      readonly parts: readonly Part[]
      readonly links: readonly { readonly title: string; readonly url: string }[]
      readonly choices: readonly Choice[]
    }
