import { describe, expect, it } from 'vitest'
import { KeptHead } from '../../../knowledge/library/kept-article.ts'
import type { FoundArticle } from '../../../knowledge/library/library.ts'
import { received, sent } from '../../../knowledge/library/thread/sent-found.ts'
import { ReceivedHeads, SentHeads } from '../../../knowledge/library/thread/sent-heads.ts'
import { openShipped } from '../../shipped.ts'

it('what was found arrives in another thread as it was sent', async () => {
  const { library } = await openShipped()
  const [here, there] = [new SentHeads(), new ReceivedHeads()]
  for (const words of [
    '',
    'nothing of the kind',
    'KB951251',
    'MAPI notifications stop on Windows Server 2008, event 1022',
  ]) {
    const found = await library.search(words, 25)
    const got = received(structuredClone(sent(found, here)), there)
    expect(got.map(asTold)).toEqual(found.map(asTold))
  }
})

const asTold = (found: FoundArticle) => ({ ...found, head: found.head.text })

describe('heads that are sent', () => {
  const articles = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([id, text]) => ({ id, head: new KeptHead(text) }))
  const sides = (most?: number) => {
    const [here, there] = [new SentHeads(most), new ReceivedHeads()]
    return (texts: Readonly<Record<string, string>>) => {
      const told = here.tell(articles(texts))
      const heard = there.hear(Object.keys(texts), told).map(h => h.text)
      expect(heard).toEqual(Object.values(texts))
      return told
    }
  }

  it('are sent once', () => {
    const send = sides()
    expect(send({ KB1: '"one"', KB2: '"two"' }).heads).toEqual(['"one"', '"two"'])
    expect(send({ KB2: '"two"', KB3: '"three"' }).heads).toEqual([undefined, '"three"'])
  })

  it('are sent again when they have changed', () => {
    const send = sides()
    send({ KB1: '"one"' })
    expect(send({ KB1: '"other"' }).heads).toEqual(['"other"'])
    expect(send({ KB1: '"other"' }).heads).toEqual([undefined])
  })

  it('are dropped when others were asked for since, and are sent again then', () => {
    const send = sides(20)
    const gone = Array.from({ length: 9 }, (_, n) => send({ KB0: '"stays"', [`KB${n + 1}`]: `"${n}_____"` }).gone)
    expect(gone.flat()).toContain('KB1')
    expect(gone.flat()).not.toContain('KB0')
    expect(send({ KB1: '"0_____"' }).heads).toEqual(['"0_____"'])
  })

  it('arrive however many are asked for at once', () => {
    const send = sides(10)
    for (let n = 0; n < 3; n++)
      send(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`KB${i}`, `"${i + n}___"`])))
  })
})
