import { canonicalZone } from '../zone-time.ts';

/** Time zones as people name them: "Europe/Berlin", "New York", "CET", "UTC+2", "Pacific". */

const spoken: Readonly<Record<string, string>> = {
  utc: 'UTC',
  gmt: 'UTC',
  z: 'UTC',
  zulu: 'UTC',
  'coordinated universal': 'UTC',
  universal: 'UTC',
  greenwich: 'UTC',
  'greenwich mean': 'UTC',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
  'central european': 'Europe/Berlin',
  'central european summer': 'Europe/Berlin',
  eet: 'Europe/Helsinki',
  eest: 'Europe/Helsinki',
  'eastern european': 'Europe/Helsinki',
  bst: 'Europe/London',
  british: 'Europe/London',
  uk: 'Europe/London',
  msk: 'Europe/Moscow',
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  eastern: 'America/New_York',
  'us eastern': 'America/New_York',
  nyc: 'America/New_York',
  boston: 'America/New_York',
  washington: 'America/New_York',
  miami: 'America/New_York',
  atlanta: 'America/New_York',
  ct: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  central: 'America/Chicago',
  'us central': 'America/Chicago',
  texas: 'America/Chicago',
  houston: 'America/Chicago',
  dallas: 'America/Chicago',
  mt: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mountain: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pacific: 'America/Los_Angeles',
  'us pacific': 'America/Los_Angeles',
  'san francisco': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  california: 'America/Los_Angeles',
  la: 'America/Los_Angeles',
  'l.a.': 'America/Los_Angeles',
  ist: 'Asia/Kolkata',
  india: 'Asia/Kolkata',
  indian: 'Asia/Kolkata',
  mumbai: 'Asia/Kolkata',
  delhi: 'Asia/Kolkata',
  'new delhi': 'Asia/Kolkata',
  bangalore: 'Asia/Kolkata',
  kolkata: 'Asia/Kolkata',
  jst: 'Asia/Tokyo',
  japan: 'Asia/Tokyo',
  kst: 'Asia/Seoul',
  korea: 'Asia/Seoul',
  sgt: 'Asia/Singapore',
  hkt: 'Asia/Hong_Kong',
  china: 'Asia/Shanghai',
  beijing: 'Asia/Shanghai',
  aest: 'Australia/Sydney',
  aedt: 'Australia/Sydney',
  awst: 'Australia/Perth',
  nzst: 'Pacific/Auckland',
  nzdt: 'Pacific/Auckland',
  'new zealand': 'Pacific/Auckland',
  kyiv: 'Europe/Kyiv',
  germany: 'Europe/Berlin',
  german: 'Europe/Berlin',
  munich: 'Europe/Berlin',
  hamburg: 'Europe/Berlin',
  frankfurt: 'Europe/Berlin',
  cologne: 'Europe/Berlin',
  france: 'Europe/Paris',
  italy: 'Europe/Rome',
  milan: 'Europe/Rome',
  spain: 'Europe/Madrid',
  barcelona: 'Europe/Madrid',
  geneva: 'Europe/Zurich',
  switzerland: 'Europe/Zurich',
  austria: 'Europe/Vienna',
  netherlands: 'Europe/Amsterdam',
  edinburgh: 'Europe/London',
};

let cities: Map<string, string> | null = null;

function cityZones(): Map<string, string> {
  if (cities !== null) return cities;
  cities = new Map();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').toLowerCase();
    if (!cities.has(city)) cities.set(city, zone);
  }
  return cities;
}

/** The IANA zone, or null when nobody knows one of that name. `local` is what "my time" means. */
export function zoneNamed(name: string, local: string): string | null {
  const key = name.toLowerCase().replace(/\s+/g, ' ').trim();
  if (/^(local|my|our|your|here)( local)?$/.test(key)) return local;
  const offset = /^(?:utc|gmt) ?([+-])(\d\d?)(?::(\d\d))?$/.exec(key);
  if (offset !== null) return fixedOffset(offset[1] ?? '+', Number(offset[2]), Number(offset[3] ?? 0));
  const known = spoken[key] ?? cityZones().get(key);
  if (known !== undefined) return known;
  return key.includes('/') ? ianaZone(key) : null;
}

// Etc/GMT counts the other way round: Etc/GMT-2 is two hours ahead of UTC.
function fixedOffset(sign: string, hours: number, minutes: number): string | null {
  if (minutes !== 0)
    return canonicalZone(`${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);
  if (hours === 0) return 'UTC';
  const zone = `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`;
  return canonicalZone(zone) === null ? null : zone;
}

function ianaZone(key: string): string | null {
  const resolved = canonicalZone(key);
  if (resolved === null || resolved.toLowerCase() === key) return resolved;
  // An alias such as Asia/Kolkata: keep the name the user knows, spelled properly.
  return key.replace(/(^|[/_-])([a-z])/g, (_all, mark: string, letter: string) => mark + letter.toUpperCase());
}

/** A zone as said in a sentence: "Berlin time", "UTC". */
export function zoneInWords(timezone: string): string {
  if (/^(Etc\/)?(UTC|GMT|UCT|Zulu)$/.test(timezone)) return 'UTC';
  const fixed = /^Etc\/GMT([+-])(\d+)$/.exec(timezone);
  if (fixed !== null) return `UTC${fixed[1] === '+' ? '-' : '+'}${fixed[2]}`;
  if (/^[+-]\d/.test(timezone)) return `UTC${timezone}`;
  return `${(timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ')} time`;
}
