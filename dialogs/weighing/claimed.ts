import { type Trouble, WITHOUT, WORKS } from '../../knowledge/index.ts'

/** True when people call the one kind by the other's name. */
export type Near = (kind: string, other: string) => boolean

/** That something fails, or that a message is shown, is so in half of all articles: it says nothing beside itself. */
export const GENERAL: ReadonlySet<string> = new Set(['fails', 'error'])

/** It goes well, is not so, is over, or concerns one of many. What only is not meant ("objects", and no sessions) is none. */
export const isDenial = ({ kind, standing, occasion }: Trouble): boolean =>
  kind === WORKS || kind === WITHOUT
    ? standing === 'claimed' && (kind === WORKS || occasion.length === 0)
    : standing === 'denied' || standing === 'over' || standing === 'one-of-many'

/** "On one PC only", all others are spared. */
export const isOfOne = (t: Trouble): boolean => t.standing === 'one-of-many'
