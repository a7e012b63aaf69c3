import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

const claims = (text: string) =>
  read(text, {}).troubles.flatMap(t =>
    t.standing === 'claimed' && !['named', 'works'].includes(t.kind) ? [t.kind] : [],
  )

describe('what is denied', () => {
  it('between the words that would tell a trouble is none', () => {
    const not = fc.constantFrom('is not', "isn't", 'is by no means', 'is never')
    const told = fc.constantFrom(['The disk', 'full'], ['The file', 'locked'], ['The connection', 'lost'])
    fc.assert(
      fc.property(told, not, ([what, how], is) => {
        expect(claims(`${what} ${is} ${how}.`)).toEqual([])
      }),
    )
  })

  it('is also what a service is none of', () => {
    expect(claims('None of the services has crashed.')).toEqual([])
    expect(claims('None of the notifications arrive.')).toEqual(['absent'])
  })

  it('is nothing where it is not all', () => {
    expect(claims('It not only crashes, it hangs as well.')).toEqual(['crash', 'hang'])
  })
})

describe('words of a trouble tell none', () => {
  it.each([
    'We kill the process each night.',
    'I terminate the program in the evening.',
    'We disconnected the old mailbox.',
    'I changed it back.',
  ])('where somebody does it on purpose: %s', text => expect(claims(text)).toEqual([]))

  it.each([
    ['We get disconnected from the server.', 'disconnects'],
    ['We have to kill the process.', 'hang'],
    ['We lose the connection.', 'disconnects'],
  ])('but where it befalls people they do: %s', (text, kind) => expect(claims(text)).toContain(kind))

  it.each([
    'Slow server: Windows Server 2008, Exchange 2007 SP1.',
    'The slow server has Windows Server 2008.',
    'I set the timeout to two minutes.',
    'Somebody hung up a sign in the server room.',
    'The number of events goes down.',
  ])('where they are a name, or say something else: %s', text => expect(claims(text)).toEqual([]))

  it('where somebody waits for what does not come', () => {
    expect(claims('The robot is left hanging because no event comes.')).toEqual(['absent'])
    expect(claims('The process is left hanging in memory.')).toEqual(['hang'])
  })

  it('where another one beside them is denied', () => {
    expect(claims('No process was killed.')).toEqual([])
    expect(claims('It does not get stuck.')).toEqual([])
  })

  it.each(['The server is slow.', 'Slow server since the rollup.', 'We have a slow server.'])(
    'but where they describe it they do: %s',
    text => expect(claims(text)).toEqual(['slow']),
  )
})

describe('what somebody did wrong', () => {
  it.each([
    'I was logged on to the wrong server.',
    'We looked at the wrong node.',
    'I read it in the wrong line.',
    'That was the wrong box.',
  ])('is no trouble of a system: %s', text => expect(claims(text)).toEqual([]))

  it.each(['The report shows the wrong date.', 'We get the wrong name in the title.'])(
    'and what is wrong is one: %s',
    text => expect(claims(text)).toEqual(['wrong-content']),
  )
})
