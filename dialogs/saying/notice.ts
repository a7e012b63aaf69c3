import type { Reply } from '../reply.ts'
import type { Texts } from '../texts/texts.ts'

/** What of an article has changed, so that somebody who applies it has to know; or that it is gone. */
export type Changed = 'gone' | readonly ('conditions' | 'before' | 'steps')[]

/** Told to whom an article was recommended, without having been asked. */
export const sayChanged = (
  { id, title }: { readonly id: string; readonly title: string },
  changed: Changed,
  texts: Texts,
): Reply => {
  const words =
    changed === 'gone'
      ? texts.say('notice-gone', { article: id })
      : texts.say('notice-changed', {
          article: id,
          title,
          what: changed.map(part => texts.say(`notice-${part}`)).join(', '),
        })
  return { kind: 'text', text: words, choices: [] }
}
