import { describe, expect, it } from 'vitest'
import { WITHOUT } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const isWithout = (text: string): boolean =>
  read(text, {}).troubles.some(t => t.kind === WITHOUT && t.things.some(([thing]) => thing === 'notification'))

describe('a step that a program leaves out', () => {
  it.each([
    'It turned out that the importer never called Advise.',
    'The trainee forgot to call Advise.',
    'The new release does not call IMsgStore::Advise at all.',
    'Its source has no Advise.',
    'Somebody left out the registration.',
    'It uses no Advise, it polls.',
    'The importer runs without Advise.',
  ])('keeps what comes with it from being in question: %s', text => expect(isWithout(text)).toBe(true))

  it.each([
    'The store never calls us back after the Advise.',
    'It never calls the sink that Advise was given.',
    'Advise works, and nothing comes.',
  ])('is none where the step is done: %s', text => expect(isWithout(text)).toBe(false))
})

describe('a way to do something that is not used', () => {
  const kindsOf = (text: string): readonly string[] =>
    read(text, {})
      .troubles.filter(t => t.things.some(([thing]) => thing === 'mapi' || thing === 'imap'))
      .map(t => t.kind)

  it.each([
    'It is a web client. No MAPI in this project.',
    'There is no MAPI in that program.',
    'We have no IMAP client at all.',
    'The job works without MAPI.',
    'The job does not use MAPI at all.',
    'There is no MAPI tool in our company.',
    'There is not a single IMAP client in the network.',
    'Nobody uses an IMAP client.',
    'There is no MAPI on the label printer box.',
    'It has no IMAP and no Outlook, it speaks POP3.',
    'No Outlook or MAPI on it.',
    'The till has no MAPI on its PC.',
  ])('is without trouble: %s', text => {
    expect(kindsOf(text)).toContain(WITHOUT)
    expect(kindsOf(text)).not.toContain('absent')
  })

  it.each([
    'No MAPI program in the company is told of new mail.',
    'No MAPI program is told of new mail.',
    'No MAPI program in our tool gets its calls.',
    'No MAPI on this server works since the move.',
    'The fax tool finds no MAPI on one PC.',
    'No MAPI and no notifications since the move.',
  ])('is none where something is told of it: %s', text => expect(kindsOf(text)).not.toContain(WITHOUT))
})

describe('another way to be told', () => {
  const isMeant = (text: string): boolean =>
    !read(text, {}).troubles.some(t => t.kind === WITHOUT && t.things.some(([thing]) => thing === 'mapi-notification'))

  it.each([
    'An EWS pull subscription, and we lose the notifications of the night.',
    'FileSystemWatcher in C#: no events for the share.',
    'The sink of our OPC client is never called after Advise.',
  ])('is what is meant where it is named: %s', text => expect(isMeant(text)).toBe(false))

  it.each([
    'Our MAPI importer gets no notifications, and neither does a webhook.',
    'No callbacks. The EWS subscription works fine.',
    'No callbacks. We do not use EWS.',
  ])('is not where the thing itself is named, or that goes well, or is not used: %s', text =>
    expect(isMeant(text)).toBe(true),
  )
})
