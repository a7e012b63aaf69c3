/** One bar of a plot: shares that sum to at most one, with what stands beside it. */
export interface Bar {
  readonly name: string
  readonly note: string
  readonly parts: readonly { readonly share: number; readonly colour: string; readonly label: string }[]
}

const WIDTH = 760
const LEFT = 190
const BAR = 360
const HEIGHT = 26
const STEP = 42
const TOP = 64

/** Horizontal bars as SVG, with a legend of what the parts mean. */
export const plotBars = (title: string, bars: readonly Bar[]): string => {
  const legend = bars[0]?.parts ?? []
  const drawn = bars.map((bar, i) => {
    const y = TOP + i * STEP
    let x = LEFT
    const parts = bar.parts.map(({ share, colour }) => {
      const width = Math.round(share * BAR * 10) / 10
      const rectangle = `<rect x="${x}" y="${y}" width="${width}" height="${HEIGHT}" fill="${colour}"/>`
      x = Math.round((x + width) * 10) / 10
      return rectangle
    })
    return `${textAt(LEFT - 12, y + 18, bar.name, 'end')}${parts.join('')}${textAt(LEFT + BAR + 12, y + 18, bar.note)}`
  })
  const marks = legend.map(
    ({ colour, label }, i) =>
      `<rect x="${LEFT + i * 150}" y="36" width="12" height="12" fill="${colour}"/>${textAt(LEFT + i * 150 + 18, 47, label)}`,
  )
  const height = TOP + bars.length * STEP
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Segoe UI, Helvetica, Arial, sans-serif" font-size="13"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>${textAt(16, 22, title, 'start', 'bold')}${marks.join('')}${drawn.join('')}</svg>\n`
}

const textAt = (x: number, y: number, text: string, anchor = 'start', weight = 'normal'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" font-weight="${weight}" fill="#242424">${escaped(text)}</text>`

const escaped = (text: string): string => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)
