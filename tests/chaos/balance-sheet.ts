/** What a chaos run found. Everything under `faults` must be zero. */
export interface BalanceSheet {
  seed: number;
  kills: number;
  killsBeforeServing: number;
  minutes: number;
  flows: number;
  runs: number;
  childRuns: number;
  approvals: number;
  occurrences: number;
  events: number;
  effects: { rows: number; lines: number; files: number; requests: number };
  /** Runs that were asked for and never acknowledged nor begun: the kill came first. */
  neverBegun: number;
  /** Tasks under way at the kills, and requests that were made again because of them. */
  stepsInFlight: number;
  requestsRepeated: number;
  /** From the process's start, and from the app's own start of recovery, to the first new event. Only kills that left tasks under way. */
  toNewWorkMs: { count: number; fromSpawn: Percentiles; fromRecovery: Percentiles };
  faults: Record<Fault, number>;
  examples: string[];
}

export interface Percentiles {
  p50: number;
  p95: number;
  max: number;
}

export const faultNames = [
  'runs lost',
  'runs stuck',
  'runs that ended otherwise than their flow says',
  'events lost or changed',
  'histories that do not fold',
  'effects doubled',
  'effects missing',
  'effects nobody ordered',
  'steps repeated without a kill',
  'occurrences without an end',
  'occurrences missing or doubled',
  'approvals lost or changed',
  'flows lost or doubled',
  'starts that failed',
  'complaints of the app',
  'processes left behind',
] as const;
export type Fault = (typeof faultNames)[number];

export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

export function faultCount(sheet: BalanceSheet): number {
  return Object.values(sheet.faults).reduce((sum, count) => sum + count, 0);
}

export function inWords(sheet: BalanceSheet): string {
  const { toNewWorkMs: to, effects } = sheet;
  const times = ({ p50, p95, max }: Percentiles): string => `p50 ${p50}, p95 ${p95}, max ${max} ms`;
  const lines: Array<[string, string | number]> = [
    ['seed', sheet.seed],
    ['kills (SIGKILL of the main process)', `${sheet.kills}, ${sheet.killsBeforeServing} of them before it served`],
    ['minutes', sheet.minutes.toFixed(1)],
    ['flows', sheet.flows],
    ['runs', `${sheet.runs}, ${sheet.childRuns} of them children`],
    ['asked for, killed before they began', sheet.neverBegun],
    ['occurrences', sheet.occurrences],
    ['approvals', sheet.approvals],
    ['events', sheet.events],
    ['effects', `${effects.rows} rows, ${effects.lines} lines, ${effects.files} files, ${effects.requests} requests`],
    ['tasks in flight at the kills', sheet.stepsInFlight],
    [
      'requests made again',
      `${sheet.requestsRepeated} (${(sheet.requestsRepeated / Math.max(1, sheet.kills)).toFixed(2)} a kill)`,
    ],
    ['process start to new work', `${times(to.fromSpawn)} (${to.count} kills)`],
    ['start of recovery to new work', times(to.fromRecovery)],
    ...Object.entries(sheet.faults).map(([name, count]): [string, number] => [`FAULTS ${name}`, count]),
  ];
  return [
    ...lines.map(([name, value]) => `${name.padEnd(56)} ${value}`),
    ...(sheet.examples.length > 0 ? ['', 'Examples', ...sheet.examples.map((example) => `  ${example}`)] : []),
  ].join('\n');
}
