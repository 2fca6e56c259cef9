/** What the page of a run says of its time, its actions and its changes, and what the comparison says. */
import type { WithinGroup } from '../../shared/domain/run.ts';
import { count } from './count.ts';

export const timelineText = {
  axis: 'Time axis. Plus and minus zoom, left and right move, 0 shows all of it.',
  zoom: 'Zoom of the timeline',
  zoomIn: 'Zoom in on the time',
  zoomOut: 'Zoom out of the time',
  all: 'Show the whole run',
  iteration: (n: number) => `Item ${n}`,
  branch: (n: number) => `Branch ${n}`,
  steps: (n: number) => count(n, 'step', 'steps'),
  lanes: (n: number) => count(n, 'part', 'parts'),
  fold: (title: string) => `Fold ${title}`,
  unfold: (title: string) => `Unfold ${title}`,
  carried: 'taken over from the earlier run',
  from: (at: string) => `since ${at}`,
  fromTo: (from: string, to: string) => `${from} – ${to}`,
  attempt: (n: number, times: string) => `Attempt ${n}: ${times}`,
  /** Where in the run, on the axis. */
  offset: (duration: string) => `+${duration}`,
} as const;

export const runActionsText = {
  title: 'This run',
  more: 'More for this run',
  resume: 'Resume where it ended',
  again: 'Run again with the same input',
  fromHere: 'Run again from here',
  cancel: 'Cancel run',
  openFlow: 'Open flow',
  showInGraph: 'Show in graph',
  compareBefore: 'Compare with the run before',
  compare: 'Compare with another run',
  copy: 'Copy as text',
  copied: 'The run is in the clipboard',
  why: {
    underWay: 'It is still under way.',
    succeeded: 'It succeeded; there is nothing to resume.',
    ended: 'It has ended.',
    flowCancelled: 'Its flow was cancelled.',
    first: 'No other run of this flow is known.',
    noFiles: 'It changed no file.',
  },
  /** Beside “Run again from here” in a Map or a Parallel. */
  insideNote:
    'Items and branches beside it go on from where they stood when it began; what they were doing then is done again.',
  forkedFrom: (state: string, within: readonly WithinGroup[]) =>
    `Began with the results of an earlier run up to “${state}”${within.map(({ kind, state: group, number }) => `, ${kind} ${number} of “${group}”`).join('')}.`,
  openEarlier: 'Open earlier run',
} as const;

export const changesText = {
  title: 'What it changed',
  nothing: 'Nothing. It only read.',
  nothingYet: 'Nothing so far.',
  files: 'Files',
  tables: 'Tables',
  messages: 'Messages',
  others: 'Other',
  kinds: {
    made: 'made',
    replaced: 'replaced',
    added: 'added to',
    moved: 'moved',
    deleted: 'put into the trash',
  },
  movedTo: (to: string) => `to ${to}`,
  undo: 'Undo',
  undoOf: (path: string) => `Undo the change of ${path}`,
  redo: 'Bring back',
  redoOf: (path: string) => `Bring back the change of ${path}`,
  undone: 'undone',
  undoAll: 'Undo all changes of files',
  noneLeft: 'No change of a file is left to undo.',
  didUndo: (path: string) => `${path} is as it was before`,
  didRedo: (path: string) => `${path} is as the run left it`,
  didUndoAll: (n: number) => `${count(n, 'change', 'changes')} undone`,
  bringBack: 'Bring back',
  loadError: 'The files it changed could not be read.',
  sinceTitle: (path: string) => `${path} was changed since`,
  sinceBody:
    'Something else has changed the file after this run. Undo it all the same? What is there now is kept, so this can be undone too.',
  someSinceTitle: (n: number) => `${count(n, 'file was', 'files were')} changed since`,
  keep: 'Leave it',
  force: 'Undo all the same',
  more: (n: number) => `Show ${n} more`,
} as const;

export const compareText = {
  title: 'Compare runs',
  loadError: 'The runs could not be compared.',
  choose: 'Choose the run to compare with',
  other: 'Other run',
  first: 'A',
  second: 'B',
  none: 'This flow has only one run.',
  same: 'No difference in what they were given, in their way and in what came of it.',
  wholeRun: 'The whole run',
  steps: 'Step by step',
  show: 'Show',
  filters: { different: 'Differences', all: 'All steps' },
  noneDifferent: 'Every step went the same way, with the same values.',
  only: { a: 'only in A', b: 'only in B' },
  of: { input: 'Input', arguments: 'Arguments', output: 'Output', error: 'Error' },
  nothing: 'nothing',
  more: (n: number) => `and ${count(n, 'more difference', 'more differences')}`,
  moreSteps: (n: number) => `Show ${n} more`,
  longer: (by: string) => `B took ${by} longer`,
  shorter: (by: string) => `B took ${by} less`,
  differ: (n: number) => `${count(n, 'step differs', 'steps differ')}`,
  version: (n: number) => `version ${n}`,
  swap: 'Swap A and B',
  /** Two runs of a list. */
  chosen: {
    title: 'Runs chosen to compare',
    choose: (flow: string, when: string) => `Choose the run of ${flow}, ${when}, to compare`,
    one: (flow: string) => `One run of ${flow} is chosen. Choose another one of it.`,
    two: (flow: string) => `Two runs of ${flow} are chosen.`,
    different: (one: string, other: string) =>
      `One is a run of ${one}, the other of ${other}. Only runs of one flow can be compared: take one away and choose another.`,
    full: 'Two runs are chosen already. Take one away to choose this one.',
    compare: 'Compare',
    clear: 'Choose none',
  },
} as const;
