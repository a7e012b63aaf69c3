import { describe, expect, it } from 'vitest'
import { OWN_KINDS } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

/** Kinds of trouble with how they stand: "crash over". */
const told = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => !OWN_KINDS.has(t.kind))
    .map(t => `${t.kind} ${t.standing}`)

describe('the only thing that somebody did', () => {
  it.each([
    'The spooler hung every night. The only thing I did was to move its folder. Labels are printed twice.',
    'The spooler hung every night. Only thing that we changed is the driver. Labels are printed twice.',
  ])('is not what is left of its troubles: %s', text => expect(told(text)).not.toContain('hang over'))

  it('leaves it over where that is named', () => {
    expect(told('The spooler hung every night. The only thing left: labels are printed twice.')).toContain('hang over')
  })
})

describe('a trouble is over', () => {
  it.each([
    [
      'was past, and what failed goes well',
      'The importer was not notified. It is being called again. The report shows wrong totals.',
    ],
    [
      'was past, and another one is the only one left',
      'The spooler hung every night. Our one remaining worry: labels are printed twice.',
    ],
    [
      'goes well, and another one is left',
      'The importer is not notified. They arrive as they should now. What remains: labels are printed twice.',
    ],
    ['is called past', 'That the importer is not notified is water under the bridge.'],
    ['was so long ago', 'The importer is not notified – that was two years ago.'],
    ['was so elsewhere then', 'The spooler hangs. All this was in the old environment.'],
    ['is to be closed', 'The importer is not notified. Found it, close please.'],
    ['is closed', 'The importer is not notified. Please close that one.'],
    ['is named in brackets behind what is closed', 'Pls close the call (importer is not notified). My own fault.'],
    [
      'was told behind the word that it is solved',
      'Hi, all sorted. The importer was not notified because its sink was gone.',
    ],
    ['was told before the word that it is solved', 'The spooler hung each night. Fixed: we raised its memory.'],
    ['was past, and all of it comes now', 'The importer was not notified. It was the proxy, now every call arrives.'],
    [
      'was past, and people can do it again',
      'They were locked out of the share. I cleared a value and now they can all log on.',
    ],
    ['is no issue any more', 'It was never called, and the notifications that did not come are a non-issue.'],
  ])('where it %s', (_, text) => expect(told(text)[0]).toMatch(/ over$/))

  it('and so are others of its kind', () =>
    expect(new Set(told('The importer gets no notifications. That no notifications came is ancient history.'))).toEqual(
      new Set(['absent over']),
    ))

  it('though a question follows', () =>
    expect(
      told('The spooler hung. It is up and running again. Next question: how do I move the printer share?')[0],
    ).toBe('hang over'))
})

describe('a trouble stands', () => {
  it.each([
    ['what was past is all there is', 'The importer was not notified.'],
    ['that is only when it began', 'The notifications stopped. That was last year.'],
    ['it is back', 'The importer was not notified. It came back on Monday. Labels are printed twice.'],
    ['something else was closed before it', 'We got rid of the hanging spooler. The importer is not notified.'],
    ['something else was solved before it', 'The paper jam is sorted. The importer was not notified.'],
    ['today tells of another one', 'All sorted, thanks. Today the importer was not notified.'],
    ['it was not solved', 'That is not fixed. The importer was not notified afterwards.'],
    ['somebody only comes now', 'The importer was not notified. Now some come and ask me why.'],
    ['another one follows as another one', 'The importer is not notified. Labels are printed twice.'],
    ['it stopped, and another one followed', 'The notifications stopped. Labels are printed twice.'],
  ])('where %s', (_, text) =>
    expect(
      told(text)
        .filter(t => t.startsWith('absent') || t.startsWith('fails'))
        .at(-1) ?? told(text)[0],
    ).toMatch(/ claimed$/),
  )
})
