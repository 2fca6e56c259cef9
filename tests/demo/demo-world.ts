/** What the demonstration's flows look at: prices that wander, a service that is down now and then, a disk that fills up. */
import type { JsonObject } from '../../src/shared/json.ts';
import { type Seeded, seeded } from '../support/seeded.ts';

const dayMs = 86_400_000;

export interface DemoWorld {
  random: Seeded;
  /** Fetched pages and the address each came from. */
  pages: Map<string, string>;
  startMs: number;
  /** From then on files are changed by the real tools, which leave what can be undone. */
  realFilesFromMs: number;
  /** Calls under way that take real time, in which virtual time stands still. */
  busy: Set<string>;
  isDown(host: string, nowMs: number): boolean;
  statusOf(nowMs: number): string;
  computer(nowMs: number): JsonObject;
}

export function demoWorld(seed: number, startMs: number, realFilesFromMs: number): DemoWorld {
  const random = seeded(seed);
  const dayOf = (nowMs: number): number => Math.floor((nowMs - startMs) / dayMs);
  return {
    random,
    pages: new Map(),
    startMs,
    realFilesFromMs,
    busy: new Set(),
    // One bad day every three weeks at the supplier's; a bad hour now and then at the API.
    isDown: (host, nowMs) =>
      host === 'supplier.example'
        ? dayOf(nowMs) % 21 === 13
        : host === 'api.example' && dayOf(nowMs) % 17 === 9 && new Date(nowMs).getUTCHours() % 12 < 5,
    statusOf: (nowMs) => (dayOf(nowMs) % 11 === 6 && new Date(nowMs).getHours() >= 14 ? 'degraded' : 'ok'),
    computer: (nowMs) => ({
      cpuPercent: 8 + random.below(40),
      memoryPercent: 48 + random.below(20),
      diskPercent: Math.round((58 + dayOf(nowMs) * 0.31 + Math.sin(nowMs / dayMs) * 2) * 10) / 10,
      memoryAvailableGb: 7.5,
      diskFreeGb: 120,
      batteryPercent: null,
      batteryCharging: null,
      uptimeSeconds: 3_600 * (1 + (dayOf(nowMs) % 9)),
      platform: 'linux',
    }),
  };
}

const basePrices: Record<string, number> = { kettle: 118, toaster: 64, lamp: 42, shelf: 24, rates: 1.09 };

/** A price that wanders around its base and drops into an offer about once in a fortnight. */
export function priceOf(url: string, nowMs: number, { startMs, random }: DemoWorld): number {
  const base = basePrices[url.split('/').at(-1) ?? ''] ?? 30;
  const day = Math.floor((nowMs - startMs) / dayMs);
  const offer = day % 15 === 11 ? 0.74 : 1;
  const wander = 1 + Math.sin(day / 6) * 0.06 + (random.next() - 0.5) * 0.04;
  return Math.round(base * wander * offer * 100) / 100;
}
