import type { Limits } from './limits.ts'
import type { Transcripts } from './transcripts.ts'

interface Kept {
  readonly said: string[]
  bytes: number
  forgotten: number
}

/** Keeps the newest activities of each conversation until the process ends. */
export const createMemoryTranscripts = (limits: Pick<Limits, 'activities' | 'bytes'>): Transcripts => {
  const byId = new Map<string, Kept>()
  const isFull = ({ said, bytes }: Kept) => said.length > 1 && (said.length > limits.activities || bytes > limits.bytes)

  return {
    async append(conversationId, activity) {
      const kept = byId.get(conversationId) ?? { said: [], bytes: 0, forgotten: 0 }
      byId.set(conversationId, kept)
      kept.said.push(activity)
      kept.bytes += activity.length
      while (isFull(kept)) {
        kept.bytes -= kept.said.shift()?.length ?? 0
        kept.forgotten += 1
      }
      return kept.forgotten + kept.said.length
    },
    async after(conversationId, watermark) {
      const { said, forgotten } = byId.get(conversationId) ?? { said: [], forgotten: 0 }
      return {
        activities: said.slice(Math.max(0, watermark - forgotten)),
        watermark: forgotten + said.length,
      }
    },
    async forget(conversationId) {
      byId.delete(conversationId)
    },
  }
}
