import { type Reply, SAY } from '../../dialogs/index.ts'

/** One reply of each kind, with text that would decorate or link if a channel did not escape it. */
export const recommendation: Extract<Reply, { kind: 'recommendation' }> = {
  kind: 'recommendation',
  citation: {
    articleId: 'KB951251',
    title: 'A custom MAPI application does not receive notifications from an Exchange 2007 server',
    url: 'https://support.microsoft.com/kb/951251',
    abstract: 'The Exchange Information Store cannot find a UDP port on Windows Server 2008.',
  },
  others: [
    {
      articleId: 'KB1000001',
      title: 'UDP is *blocked*',
      url: 'https://example.com/1',
      abstract: 'A firewall drops it.',
    },
    { articleId: 'LOCAL7', title: 'Only known here', url: undefined, abstract: 'No address is known.' },
  ],
  certainty: 'I am fairly sure.',
  because: 'You have Windows Server 2008.',
  followUp: 'How did it go?',
  parts: [
    { title: 'Why this fits', style: 'bullets', lines: ['You run Windows Server 2008.', 'It works on <b>2003</b>.'] },
    { title: 'What to do', style: 'steps', lines: ['Install Update Rollup 4.', 'Restart the *Information Store*.'] },
    { title: 'Check before', style: 'code', lines: ['Get-Item ExSetup.exe |', '  Select ```VersionInfo```'] },
    {
      title: 'Cause',
      style: 'paragraphs',
      lines: ['Read [this](javascript:alert(1)).', '# Not a heading'],
      folded: true,
    },
  ],
  links: [{ title: 'Update Rollup 4 [download]', url: 'https://example.com/rollup-4' }],
  choices: [
    { title: 'It worked', question: 'talk', option: 'worked' },
    { title: 'Why this article?', question: 'talk', option: 'why' },
  ],
}

export const explanation: Extract<Reply, { kind: 'explanation' }> = {
  kind: 'explanation',
  title: 'KB951251 does not apply',
  about: {
    articleId: 'KB951251',
    title: 'A custom MAPI application does not receive notifications',
    url: 'https://support.microsoft.com/kb/951251',
  },
  summary: 'Your mailbox server runs Windows Server 2003, where this works.',
  parts: [{ title: 'What would have to be true', style: 'bullets', lines: ['The server runs Windows Server 2008.'] }],
  links: [
    { title: 'Update Rollup 4', url: 'https://example.com/rollup-4' },
    { title: 'A trap', url: 'javascript:alert(1)' },
  ],
  choices: [{ title: 'Start over', question: 'talk', option: 'restart' }],
}

export const question: Extract<Reply, { kind: 'question' }> = {
  kind: 'question',
  text: 'Which Windows Server runs the mailbox server?',
  hint: 'I ask because the fault shows on one of them only.',
  choices: [
    { title: 'Windows Server 2008', question: 'os', option: '2008' },
    { title: 'Windows Server 2003', question: 'os', option: '2003' },
    { title: 'Not sure', question: 'talk', option: 'unsure' },
  ],
}

/** It knows something by now. */
export const asking: Extract<Reply, { kind: 'question' }> = {
  ...question,
  known: {
    text: 'So far: Exchange 2007 · Exchange 2007 SP1_*.',
    wrong: ['Exchange 2007', 'Exchange 2007 SP1_*'].map((label, option) => ({
      title: `${label} is not right`,
      label,
      question: SAY,
      option: `${option}`,
    })),
  },
}

export const said: Extract<Reply, { kind: 'text' }> = {
  kind: 'text',
  text: 'Hello. Tell me what you see.\nOne line is enough.',
  choices: [{ title: 'Help', question: 'talk', option: 'help' }],
}
