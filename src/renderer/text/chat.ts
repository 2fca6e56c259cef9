/** What the chat and its plan cards say. */

export const chatText = {
  newTitle: 'New conversation',
  log: 'Conversation',
  placeholder: 'Ask, or say what should happen…',
  composerLabel: 'Message',
  send: 'Send',
  stop: 'Stop',
  thinking: 'Thinking',
  you: 'You',
  assistant: 'Majordomo',
  stopped: 'Stopped by you.',
  failed: 'The reply broke off.',
  latest: 'Jump to the latest message',
  emptyTitle: 'What should happen?',
  emptyBody: 'Say it in a sentence. You get a plan to read, and nothing runs before you approve it.',
  examplesLabel: 'Examples',
  examples: [
    { title: 'Watch a folder', request: 'Every day at 18:00 look at the folder inbox; if it is not empty notify me' },
    {
      title: 'Warn of a full disk',
      request: 'Every hour check the disk. If disk usage is above 90% alert me, otherwise log it to disk_history',
    },
    {
      title: 'Keep a journal',
      request: "Every night at 22:30: if the file journal.md exists append today's date to it, else create it",
    },
  ],
  linkHint: 'Click to copy the address',
  linkCopied: 'Address copied',
  tool: {
    running: 'running',
    succeeded: 'done',
    failed: 'failed',
    arguments: 'Arguments',
    result: 'Result',
    noResult: 'No result yet',
  },
} as const;

export const planText = {
  tag: {
    proposed: 'Plan',
    approved: 'Scheduled',
    approvedManual: 'Set up',
    discarded: 'Discarded',
    superseded: 'Earlier version',
  },
  label: (name: string) => `Plan: ${name}`,
  tokens: (n: number | null) =>
    n === 0
      ? '0 tokens a run'
      : n === null
        ? 'any number of tokens'
        : `up to ${n.toLocaleString('en-US')} tokens a run`,
  budget: 'Budget',
  what: 'What happens',
  when: 'When',
  who: 'Who',
  changes: 'Changes',
  ifItFails: 'If it fails',
  assumed: 'Assumed',
  different: 'Different',
  added: 'New:',
  removed: 'No longer:',
  manual: 'Only when you start it',
  may: (what: string) => ` may ${what}.`,
  mayNothing: ' only thinks; no tool is granted.',
  nothingElse: ' Nothing else.',
  readsOnly: 'Nothing. It only reads.',
  approve: 'Approve and schedule',
  approveManual: 'Approve',
  dryRun: 'Dry run',
  edit: 'Edit',
  discard: 'Discard',
  openFlow: 'Open flow',
  show: 'Show plan',
  hide: 'Hide plan',
  next: (when: string) => `next ${when}`,
  report: {
    title: 'Dry run',
    note: 'Pages and files were read for real. Nothing was changed or sent.',
    close: 'Close the report',
    steps: 'Steps taken',
    effects: 'Would change or send',
    noEffects: 'Nothing this time',
  },
  form: {
    name: 'Name',
    request: 'What should happen',
    schedule: 'When',
    scheduleHint: 'For example: every weekday at 9:00',
    save: 'Save',
    cancel: 'Cancel',
    note: 'Saving makes a new version of the plan.',
  },
} as const;
