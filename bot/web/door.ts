import type { Answer } from '../http/answer.ts'
import { createBuckets } from '../http/buckets.ts'
import type { Admit, Endpoint } from '../http/endpoint.ts'
import { requireLoopback } from '../http/loopback.ts'
import { createOrigins } from '../http/origins.ts'
import { type AddressOf, createAddressOf } from '../http/proxies.ts'
import type { Log } from '../log.ts'
import { sayAtDoor } from '../texts/texts.ts'
import type { WebChat } from './settings.ts'
import { createSignIn, type NameVisitor } from './sign-in.ts'

/** Who may use web chat, and how they are told apart. */
export interface Door {
  /** Who may ask for its pages. */
  readonly admitPage: Admit
  /** Who may ask Direct Line, over HTTP and for a stream. */
  readonly admit: Admit
  /** Beyond this machine only: */
  readonly others?: Others | undefined
}

export interface Others {
  /** Origin of the page, and of the streams. */
  readonly publicUrl: string
  /** Of pages around the widget. */
  readonly origins: readonly string[]
  /** What lets a page of theirs read an answer. */
  readonly headers: (request: Parameters<Admit>[0]) => Answer['headers']
  readonly preflight: Endpoint
  readonly addressOf: AddressOf
  /** Told how many characters a request gave the bot to read: what is long takes more of what its address may ask. */
  readonly charge: (request: Parameters<Admit>[0], characters: number) => void
  /** Undefined: nobody needs to sign in. */
  readonly nameVisitor?: NameVisitor | undefined
}

/** Nobody is asked who they are: only this machine may speak. */
export const localDoor: Door = { admitPage: requireLoopback, admit: requireLoopback }

interface DoorParts {
  readonly now: () => number
  readonly log: Log
}

/** Characters that are read for one try: of 64,000 the dialog thinks as long as of dozens of messages that people type. */
const CHARACTERS = 1000
/** Addresses of which it is known how much they asked: some megabytes. */
const MOST_ADDRESSES = 10_000

/** @throws Error when the keys that settings name cannot be used */
export const openDoor = async (webChat: WebChat, { now, log }: DoorParts): Promise<Door> => {
  const { publicUrl, origins, proxies, address, signIn } = webChat
  const asked = createOrigins(publicUrl, origins)
  const addressOf = createAddressOf(proxies, () =>
    log.warn(
      'requests come through a proxy that is not trusted: all its visitors count as one address. Set TRUSTED_PROXIES',
    ),
  )
  const buckets = address && createBuckets({ ...address, most: MOST_ADDRESSES }, now)
  return {
    admitPage: () => {},
    admit: async request => {
      await asked.admit(request)
      buckets?.take(addressOf(request), sayAtDoor('too-much'))
    },
    others: {
      publicUrl,
      origins,
      headers: asked.headers,
      preflight: asked.preflight,
      addressOf,
      charge: (request, characters) => buckets?.spend(addressOf(request), Math.floor(characters / CHARACTERS)),
      nameVisitor: signIn && (await createSignIn(signIn, { now, log })),
    },
  }
}
