import type { Citation } from '../../dialogs/index.ts'
import type { Entity } from './activity.ts'
import type { Capabilities } from './capabilities.ts'
import { clip } from './clip.ts'
import { safeUrl } from './links.ts'
import { nameOf } from './page.ts'

/**
 * The entity that makes a statement's sources clickable in Teams and Web Chat; best first. It carries no
 * `AIGeneratedContent`: nothing here was generated.
 */
export const citationEntity = (
  citations: readonly Citation[],
  { citation: limits, feedback }: Pick<Capabilities, 'citation' | 'feedback'>,
): Entity => ({
  type: 'https://schema.org/Message',
  '@type': 'Message',
  '@context': 'https://schema.org',
  '@id': '',
  citation: citations.map((citation, index) => claim(citation, index + 1, limits)),
  ...(feedback === 'actions' && { potentialAction: [opinion('LikeAction'), opinion('DislikeAction')] }),
})

const opinion = (type: string) => ({ '@type': type, actionStatus: 'PotentialActionStatus' })

const claim = (citation: Citation, position: number, limits: Capabilities['citation']) => {
  const url = safeUrl(citation.url)
  return {
    '@type': 'Claim',
    position,
    appearance: {
      '@type': 'DigitalDocument',
      name: clip(nameOf(citation), limits.name),
      abstract: clip(citation.abstract, limits.abstract),
      ...(url && { url }),
    },
  }
}
