import type { CatalogFile } from './catalog-file.ts'
import type { Build, Ranges } from './ranges.ts'

/** A release, a level of it (service pack, cumulative update), or an update of a level; with the builds that it covers. */
export interface ReleaseNode {
  readonly product: string
  readonly kind: 'release' | 'level' | 'base' | 'update'
  /** "Exchange Server 2007 SP1 Update Rollup 4". */
  readonly label: string
  /** Its own part of the label: "Update Rollup 4". */
  readonly name: string
  /** What people write for it, lower case: after the product's name (release), or after the release (the others). */
  readonly names: readonly string[]
  readonly build: Build
  readonly ranges: Ranges
  readonly endOfSupport: string | undefined
  /** ISO date, or its month, on which it came out. */
  readonly date: string | undefined
  /** The article that came with it: "KB952580". */
  readonly kb: string | undefined
  /** What one must know before relying on it, such as a withdrawn first edition. */
  readonly note: string | undefined
  readonly parent: ReleaseNode | undefined
  readonly children: readonly ReleaseNode[]
}

export interface Product {
  readonly id: string
  readonly name: string
  /** Who has this version, as sentences say it: "your mailbox server". */
  readonly subject: string
  readonly file: CatalogFile
  readonly releases: readonly ReleaseNode[]
}
