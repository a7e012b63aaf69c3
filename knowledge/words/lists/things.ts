import { z } from 'zod'
import { mapOf, phrasesWith, type WordClasses, withoutDoubles } from '../trouble-lists.ts'
import { phrase } from './comparing.ts'

export interface Thing {
  readonly said: readonly string[]
  /** Groups that it is one of, or a part of. */
  readonly of: readonly string[]
  /** Stands in so many problems that sharing it shows little. */
  readonly broad: boolean
  /** A system may have it or not: "no add-ins" tells of no trouble. */
  readonly part: boolean
  /** A way to do something: that a program has none of it tells of no trouble, "no MAPI in this project". */
  readonly means: boolean
  /** Holds what a program reads, or is told of: a folder file beside the mailbox, an address book. */
  readonly source: boolean
  /** It is a moment, too: what crashes "on logoff" does so when somebody logs off. */
  readonly moment: boolean
  /** Stands where another one might: objects of type folder are exceeded, and no sessions. */
  readonly insteadOf?: string | undefined
  /** Another way to the same, that people may mean by the same words; where the other thing is nowhere called by its own names. */
  readonly rivalOf?: string | undefined
  /** Names that mean it and nothing else. */
  readonly ownNames: readonly string[]
  /** What it is with a number behind it: "event 9646" stands in the event log. */
  readonly numbered?: string | undefined
  /** It is a mode, and this is what the one is called that excludes it: who is in the one is not in the other. */
  readonly opposite: readonly string[]
}

/** Things by group: each names groups that are there, and no phrase stands in two. */
export const thingsSchema = (classes: WordClasses) =>
  z
    .record(
      phrase,
      z.strictObject({
        said: phrasesWith(classes),
        of: z.array(phrase).default([]),
        broad: z.stringbool().default(false),
        part: z.stringbool().default(false),
        moment: z.stringbool().default(false),
        means: z.stringbool().default(false),
        source: z.stringbool().default(false),
        numbered: phrase.optional(),
        'instead-of': phrase.optional(),
        'rival-of': phrase.optional(),
        'own-names': z.array(phrase).default([]),
        opposite: z.array(phrase).default([]),
      }),
    )
    .superRefine((groups, context) => {
      withoutDoubles(
        mapOf(groups, group => group.said),
        context,
        (group, at) => [group, 'said', at],
      )
      for (const [name, { of, numbered, 'instead-of': insteadOf, 'rival-of': rivalOf }] of Object.entries(groups)) {
        for (const [at, other] of of.entries())
          if (!groups[other] || other === name)
            context.addIssue({ code: 'custom', path: [name, 'of', at], message: `there is no other group "${other}"` })
        for (const [key, other] of Object.entries({ numbered, 'instead-of': insteadOf, 'rival-of': rivalOf }))
          if (other !== undefined && !groups[other])
            context.addIssue({ code: 'custom', path: [name, key], message: `there is no group "${other}"` })
      }
    })
    .transform(groups =>
      mapOf(
        groups,
        ({ said, 'instead-of': insteadOf, 'rival-of': rivalOf, 'own-names': ownNames, ...group }): Thing => ({
          ...group,
          ownNames,
          ...(insteadOf === undefined ? {} : { insteadOf }),
          ...(rivalOf === undefined ? {} : { rivalOf }),
          said: said.flat(),
        }),
      ),
    )
