import { hostOf } from '../shared/tools/hosts.ts';
import { toolFailure } from '../shared/tools/tool-failure.ts';

/** @param base what a redirect's address is relative to; null for one that must stand in full. @throws MajordomoError `Tool.BadUrl` */
export function webAddress(text: string, base: URL | null): URL {
  const bad = (why: string) => toolFailure('Tool.BadUrl', `${text} ${why}`, { url: text });
  let url: URL;
  try {
    url = base === null ? new URL(text) : new URL(text, base);
  } catch {
    throw bad('is not a web address: write it in full, such as https://shop.example/kettle.');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw bad('is not a web address: only http and https can be read.');
  if (url.username !== '' || url.password !== '')
    throw bad('carries a user name or password, which would end up in the history: leave it out.');
  return url;
}

/** As grants write it: `host` or `host:port`. */
export function grantedFormOf(url: URL): string {
  return hostOf(url.href) ?? url.host;
}
