/** The few words that drawing itself adds to a reply. What the bot asks and says stands in `dialogs/`. */
export const words = {
  source: 'Source',
  alsoPossible: 'Also possible',
  links: 'Links',
  open: (name: string) => `Open ${name}`,
  youCanAnswer: 'You can answer:',
  tooLong: (length: number, limit: number) =>
    `That is ${length.toLocaleString('en-US')} characters, and I can read ${limit.toLocaleString('en-US')} at once. ` +
    'Please send the part that shows the problem: the error message and a few lines around it.',
} as const
