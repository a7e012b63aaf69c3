/** The few words that drawing itself adds to a reply. What the bot asks and says stands in `dialogs/`. */
export const words = {
  source: 'Source',
  alsoPossible: 'Also possible',
  links: 'Links',
  open: (name: string) => `Open ${name}`,
  youCanAnswer: 'You can answer:',
  chosen: (title: string, name: string | undefined) => (name ? `${name}: ${title}` : title),
  answeredBefore: (title: string) => `This was answered already: ${title}. If that is not right, just tell me what is.`,
  unknownCard:
    'This card was meant for somebody else, or it is from an earlier conversation. Tell me what goes wrong on your side, and I look.',
  reviewed: (date: string) => `Last reviewed ${date}`,
  typeToSearch: 'Type what goes wrong, an error code or the number of an article.',
  nothingFound: 'No article has these words. Try an error code, or the product’s name.',
  restInArticle: 'There is more: open the article for the rest.',
  tooLong: (length: number, limit: number) =>
    `That is ${length.toLocaleString('en-US')} characters, and I can read ${limit.toLocaleString('en-US')} at once. ` +
    'Please send the part that shows the problem: the error message and a few lines around it.',
} as const
