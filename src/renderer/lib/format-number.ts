import { displayLocale } from './format-time.ts';

const whole = new Intl.NumberFormat(displayLocale());
const short = new Intl.NumberFormat(displayLocale(), { maximumFractionDigits: 2 });

/** "100,412". */
export const formatCount = (n: number): string => whole.format(n);

/** A measured number, with no more digits than a chart's axis wants. */
export const formatNumber = (n: number): string => short.format(n);

const share = new Intl.NumberFormat(displayLocale(), { style: 'percent', maximumFractionDigits: 1 });

/** 0.985 -> "98.5%". */
export const formatPercent = (n: number): string => share.format(n);

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** "4.1 KB". */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${short.format(Number((bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)))} ${units[step] ?? ''}`;
}
