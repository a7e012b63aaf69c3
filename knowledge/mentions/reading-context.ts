import type { Ranges } from '../catalog/index.ts'

/** What is known outside the text: decides what a bare "SP1" or "2008" belongs to. */
export interface ReadingContext {
  /** The product just asked about, and others that a bare "2008" may be of, the most probable first. */
  readonly asked?: readonly string[]
  /** Of those, what was not asked about. */
  readonly unasked?: readonly string[]
  /** Products with a known version, the most recent last. */
  readonly known?: readonly string[]
  /** What is known of their versions, by product. */
  readonly versions?: Readonly<Record<string, Ranges>>
  /** True when the text only supposes: does that article apply to …? */
  readonly supposes?: boolean
  /** True when the text takes back what was said before. */
  readonly corrects?: boolean
  /** The machine in question, where it has a name. */
  readonly machine?: string | undefined
  /** The machines that were told apart before, in order. */
  readonly systems?: readonly string[]
}
