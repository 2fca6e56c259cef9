import type { Shared } from './context.ts';

const YEARS = 10;
const HOUR_MS = 3_600_000;

/**
 * The moment in the user's zone, as JSONata. Expressions know no zones, only offsets, so the zone's offsets of the next
 * ten years are written in; a zone without clock changes has one.
 */
export function localTime({ zone, nowMs }: Pick<Shared, 'zone' | 'nowMs'>, picture: string): string {
  const entered = '$toMillis($states.context.State.EnteredTime)';
  const offsets = offsetsOf(zone, nowMs);
  const [first] = offsets;
  if (offsets.length < 2) return `$fromMillis(${entered}, '${picture}', '${first?.offset ?? '+0000'}')`;
  return `($t := ${entered}; $fromMillis($t, '${picture}', ${JSON.stringify(offsets)}[from <= $t][-1].offset))`;
}

function offsetsOf(zone: string, nowMs: number): Array<{ from: number; offset: string }> {
  const found = [{ from: 0, offset: offsetAt(zone, nowMs) }];
  const end = nowMs + YEARS * 366 * 24 * HOUR_MS;
  for (let at = Math.floor(nowMs / HOUR_MS) * HOUR_MS; at < end; at += 24 * HOUR_MS) {
    const last = found.at(-1)?.offset;
    if (offsetAt(zone, at + 24 * HOUR_MS) === last) continue;
    let change = at;
    while (offsetAt(zone, change) === last) change += HOUR_MS / 4;
    found.push({ from: change, offset: offsetAt(zone, change) });
  }
  return found;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(zone: string, ms: number): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const match = /([+-])(\d\d):(\d\d)/.exec(name);
  return match === null ? '+0000' : `${match[1]}${match[2]}${match[3]}`;
}
