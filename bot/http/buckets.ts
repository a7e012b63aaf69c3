import { Refusal } from './refusal.ts'

interface Bucket {
  level: number
  /** Milliseconds since 1970. */
  filled: number
}

interface Size {
  /** Tries that a full bucket holds, and tries it gains in a second. */
  readonly capacity: number
  readonly perSecond: number
  /** Buckets kept at once. */
  readonly most: number
}

/**
 * A bucket of tries for everybody who tries. Takes one. What is kept is bounded: who did not try until their bucket is full
 * again is forgotten, and so is the most silent where there are too many.
 *
 * @throws Refusal 429 when there is none, with the seconds to wait
 */
export const createBuckets = ({ capacity, perSecond, most }: Size, now: () => number) => {
  /** Most silent first: who tries is put at the end. */
  const buckets = new Map<string, Bucket>()

  const levelNow = ({ level, filled }: Bucket) =>
    Math.min(capacity, level + (Math.max(0, now() - filled) / 1000) * perSecond)
  const levelOf = (who: string) => levelNow(buckets.get(who) ?? { level: capacity, filled: now() })

  const forgetSilent = () => {
    for (const [who, bucket] of buckets) {
      if (buckets.size <= most && levelNow(bucket) < capacity) return
      buckets.delete(who)
    }
  }
  const fill = (who: string, level: number) => {
    buckets.delete(who)
    buckets.set(who, { level, filled: now() })
    forgetSilent()
  }

  return {
    take(who: string, found: string): void {
      const level = levelOf(who)
      const taken = level >= 1 ? 1 : 0
      fill(who, level - taken)
      if (taken) return
      const seconds = Math.max(1, Math.ceil((1 - level) / perSecond))
      throw new Refusal(429, 'TooManyRequests', `${found}; try again in ${seconds} s.`, seconds)
    },
    /** Takes more for what cost more than others, without refusing it: down to as much below empty as a bucket holds. */
    spend(who: string, tries: number): void {
      if (tries > 0) fill(who, Math.max(-capacity, levelOf(who) - tries))
    },
    get size() {
      return buckets.size
    },
  }
}
