import { describe, expect, it } from 'vitest'
import { progressBar } from '../../../knowledge/kb/progress.ts'

const drawn = (isTTY: boolean, columns?: number) => {
  const written: string[] = []
  let time = 5000
  const bar = progressBar({ isTTY, ...(columns ? { columns } : {}), write: text => written.push(text) }, () => time)
  return { ...bar, written, wait: (milliseconds: number) => (time += milliseconds) }
}
const CLEARED = '\r\u001B[K'

describe('the progress bar', () => {
  it('writes nothing into a pipe', () => {
    const bar = drawn(false)
    bar.wait(5000)
    bar.show({ step: 'reading', done: 1, all: 2 })
    bar.show({ step: 'reading', done: 2, all: 2 })
    bar.clear()
    expect(bar.written).toEqual([])
  })

  it('writes nothing in the first second, nor at the end if nothing was drawn', () => {
    const bar = drawn(true)
    bar.wait(999)
    bar.show({ step: 'reading', done: 1, all: 2 })
    bar.wait(500)
    bar.show({ step: 'reading', done: 2, all: 2 })
    bar.clear()
    expect(bar.written).toEqual([])
  })

  it('is drawn on one line of a terminal afterwards, and cleared at the end', () => {
    const bar = drawn(true)
    bar.wait(1000)
    bar.show({ step: 'reading', done: 1, all: 2 })
    bar.show({ step: 'reading', done: 2, all: 2 })
    bar.clear()
    expect(bar.written).toHaveLength(2)
    expect(bar.written[0]).toMatch(/^\rReading {2}█{15}░{15} 1\/2/)
    expect(bar.written[0]).not.toContain('\n')
    expect(bar.written[1]).toBe(CLEARED)
  })

  it('is cleared before an error is told', () => {
    const bar = drawn(true)
    bar.wait(1000)
    bar.show({ step: 'checking', done: 1, all: 2 })
    bar.clear()
    expect(bar.written.at(-1)).toBe(CLEARED)
  })

  it.each([12, 20, 40])('is never wider than a terminal of %d columns', columns => {
    const bar = drawn(true, columns)
    bar.wait(1000)
    bar.show({ step: 'indexing', done: 12_345, all: 28_409 })
    expect((bar.written[0] ?? '').replace('\r', '').replace('\u001B[K', '').length).toBeLessThan(columns)
  })
})
