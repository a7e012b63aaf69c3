import { expect, it } from 'vitest'
import { loadReader } from '../../../knowledge/reading/index.ts'

const { read } = loadReader()
const sentence = 'MBX1 runs Exchange 2007 SP1 RU2 on Windows Server 2008, and our connector gets no notifications. '
const known = { known: ['windows-server'], asked: ['exchange-server'] }

/** How often other work had its turn until this was done. */
const turnsDuring = async (work: Promise<unknown>): Promise<number> => {
  let turns = 0
  let isOver = false
  const take = (): void => {
    turns++
    if (!isOver) setImmediate(take)
  }
  setImmediate(take)
  await work
  isOver = true
  return turns
}

it.each([sentence, sentence.repeat(200)])('a text is read in parts as it is at once: %#', async text => {
  const inLightOf = await read.inParts(text)
  for (const context of [{}, known]) {
    const { troubles, ...rest } = await inLightOf(context)
    const { troubles: expected, ...others } = read(text, context)
    expect(rest).toEqual(others)
    expect(troubles).toEqual(expected)
  }
})

it('other work goes on between the parts of a long text', async () => {
  expect(await turnsDuring(read.inParts(sentence.repeat(200)))).toBeGreaterThan(4)
  expect(await turnsDuring(read.inParts(sentence))).toBeLessThan(2)
})
