/** What a PostgreSQL is called when people are told of it: never with user or password. */
export interface DatabasePlace {
  /** `db.example.org:5432/advise` */
  readonly name: string
  readonly database: string
  readonly user: string
}

/**
 * Where a connection URL leads, as in "Connection URIs" of PostgreSQL's manual (libpq).
 *
 * @throws Error that says what is wrong, without repeating the URL: it has a password
 */
export const databasePlace = (url: string): DatabasePlace => {
  const parsed = parse(url)
  if (!parsed || !/^postgres(?:ql)?:$/.test(parsed.protocol) || isTorn(parsed))
    throw new Error(
      'DATABASE_URL is no address of a PostgreSQL. Write it as postgres://user:password@host:5432/database; ' +
        'in user and password, write % as %25, / as %2F, @ as %40, : as %3A, # as %23 and ? as %3F.',
    )
  const host = parsed.searchParams.get('host') ?? (parsed.hostname || 'localhost')
  const port = parsed.searchParams.get('port') ?? (parsed.port || '5432')
  const user = decoded(parsed.searchParams.get('user') ?? parsed.username)
  const database = decoded(parsed.pathname.slice(1)) || user || 'the default database'
  return { name: `${decoded(host)}:${port}/${database}`, database, user: user || 'the default user' }
}

const parse = (url: string): URL | undefined => {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

/** A password with a bare "/", "?" or "#" ends the host before its time: the rest of it would be taken for a name. */
const isTorn = ({ pathname, search, hash }: URL): boolean =>
  /[@/]/.test(pathname.slice(1)) || /@/.test(search) || hash !== ''

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
