/** When a pause that is begun now ends. Pure; in the system's zone. */
export const pauseLengths = ['hour', 'evening', 'week', 'open'] as const;
export type PauseLength = (typeof pauseLengths)[number];

const hourMs = 3_600_000;

/** Null: until it is ended by hand. */
export function pauseEnd(length: PauseLength, nowMs: number): number | null {
  const now = new Date(nowMs);
  switch (length) {
    case 'hour':
      return nowMs + hourMs;
    case 'evening':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8).getTime();
    case 'week':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 7, now.getHours(), now.getMinutes()).getTime();
    case 'open':
      return null;
  }
}
