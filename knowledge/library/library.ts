import type { Problem } from '../problem.ts'
import type { Ranked } from '../search/index.ts'
import type { KeptHead, PackedArticle } from './kept-article.ts'

/** An article that was found. */
export interface FoundArticle extends Ranked {
  readonly head: KeptHead
}

/** An article as it is kept. */
export interface KeptArticle extends PackedArticle {
  readonly id: string
}

/** How far something has come: to keep a library up, unless other steps are named. */
export interface Progress<Step extends string = 'reading' | 'indexing'> {
  readonly step: Step
  readonly done: number
  readonly all: number
}

/** What a look at the files has changed. */
export interface Changes {
  /** Files that were read anew, and files that are gone. */
  readonly read: number
  readonly gone: number
  /** What is wrong in the files that were read anew. */
  readonly problems: readonly Problem[]
  /** Articles that there are now. */
  readonly articles: number
}

/**
 * The articles of some files and folders with their index, kept up with the files. In this process, in a thread of its
 * own or in PostgreSQL: what is found is the same.
 */
export interface Library {
  /** How many articles there are. */
  readonly size: number
  /** Another number once articles may be others than before. */
  readonly changed: number
  /** The best `limit` articles for these words, best first. Never rejects for the words' sake. */
  readonly search: (words: string, limit: number) => Promise<readonly FoundArticle[]>
  /** Those of these articles that there are. */
  readonly articles: (ids: readonly string[]) => Promise<readonly KeptArticle[]>
  /** Everything that is wrong in the files, by file. */
  readonly problems: () => Promise<readonly Problem[]>
  /** The ids of all articles, in order. */
  readonly ids: () => Promise<readonly string[]>
  /** How many files were read, whatever came of them. */
  readonly files: () => Promise<number>
  /** Looks at the files now, and takes up what has changed. Concurrent calls share one look. */
  readonly refresh: () => Promise<Changes>
  readonly close: () => Promise<void>
}

export interface LibraryOptions {
  /** Files and folders of articles. */
  readonly paths: readonly string[]
  /** Where articles and index are saved between starts; undefined: in memory only. */
  readonly folder?: string | undefined
  /** URL of a PostgreSQL: articles and index are kept there, shared with others, and `folder` is not used. */
  readonly database?: string | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Told what changed in the files while they are watched; without it they are not. Only a thread watches. */
  readonly onChange?: ((changes: Changes) => void) | undefined
  /** Ends the opening of a thread, which then rejects. */
  readonly stopped?: AbortSignal | undefined
  /** Told why the files could not be looked at, and the next look may succeed; or why nothing is saved. */
  readonly onTrouble?: ((message: string) => void) | undefined
}
