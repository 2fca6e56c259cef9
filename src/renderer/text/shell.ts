/** What the frame around the pages says, and words used everywhere. */
import { count } from './count.ts';

export const navText = {
  label: 'Main',
  sidebar: 'Sidebar',
  chat: 'Chat',
  flows: 'Flows',
  agenda: 'Agenda',
  approvals: 'Approvals',
  closer: 'Look closer',
  runs: 'Runs',
  notifications: 'Notifications',
  data: 'Data',
  workers: 'Workers',
  usage: 'Usage',
  settings: 'Settings',
  search: 'Search',
  waiting: (n: number) => (n === 1 ? 'waits for you' : 'wait for you'),
  conversations: 'Conversations',
  newConversation: 'New conversation',
  noConversations: 'None yet',
  rename: 'Rename',
  renameLabel: 'Name of the conversation',
  delete: 'Delete',
  moreFor: (title: string) => `More for ${title}`,
  deleteTitle: (title: string) => `Delete “${title}”?`,
  deleteBody: 'Its messages go for good. Flows it set up stay and keep running.',
  back: 'Back',
} as const;

export const statusText = {
  label: 'Status and settings',
  next: (flow: string, when: string) => `Next: ${flow}, ${when}`,
  paused: 'Paused',
  pausedLong: 'All flows are paused: nothing fires until you resume.',
  pausedUntil: (when: string) => `All flows are paused until ${when}.`,
  running: (n: number) => `${n} running`,
  quiet: 'Nothing scheduled',
  connecting: 'Starting',
  unreachable: 'No answer from the app',
  pauseAll: 'Pause all flows',
  resumeAll: 'Resume all flows',
  theme: 'Theme',
  themes: { system: 'Like the system', light: 'Light', dark: 'Dark' },
  shortcuts: 'Keyboard shortcuts',
  version: (version: string) => `Version ${version}`,
} as const;

export const keysText = {
  forward: 'Forward',
  write: 'Write a message',
  list: 'This list',
  palette: 'Search and commands',
  rows: 'From row to row in a list',
  enter: 'Send; with nothing written, approve the plan',
  newLine: 'New line',
  escape: 'Stop a reply; close what is open',
  rename: 'Rename the conversation in focus',
  delete: 'Delete the conversation in focus',
} as const;

export const timeText = {
  now: 'now',
  justNow: 'just now',
  in: (duration: string) => `in ${duration}`,
  ago: (duration: string) => `${duration} ago`,
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  at: (day: string, time: string) => `${day}, ${time}`,
  zone: (place: string) => `${place} time`,
} as const;

export const commonText = {
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  cancel: 'Cancel',
  close: 'Close',
  more: 'More',
  loading: 'Loading',
  dismiss: 'Dismiss',
  showAll: (n: number) => `Show all ${n} characters`,
  items: (n: number) => count(n, 'item', 'items'),
  keys: (n: number) => count(n, 'key', 'keys'),
  bug: 'This is a fault in Majordomo. The rest keeps working; try again, and if it repeats restart the app.',
  crashTitle: 'This page stopped',
} as const;
