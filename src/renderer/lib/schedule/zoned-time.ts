/** Wall-clock readings of a zone, as date and time fields have them ("2026-12-31T23:59"), and moments. Pure. */
import { Temporal } from 'temporal-polyfill';

/** ISO 8601 with the zone's offset; null for what is no reading. One that does not exist is the first valid one after. */
export function momentOfWall(wall: string, timeZone: string): string | null {
  try {
    return Temporal.PlainDateTime.from(wall)
      .toZonedDateTime(timeZone)
      .toString({ timeZoneName: 'never', smallestUnit: 'second' });
  } catch {
    return null;
  }
}

/** To the minute. */
export function wallOfMoment(moment: string | number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(typeof moment === 'number' ? moment : Date.parse(moment))
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

let zones: readonly string[] | null = null;

/** Every zone there is, by its IANA name. */
export function zoneNames(): readonly string[] {
  zones ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
  return zones;
}

export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
