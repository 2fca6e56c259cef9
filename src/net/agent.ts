/** Who we say we are: the name that a site's robots.txt may address, and our version. */
export const AGENT_NAME = 'Majordomo';

export function agentOf(appVersion: string): string {
  return `${AGENT_NAME}/${appVersion}`;
}
