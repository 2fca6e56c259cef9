/** Places in the window and their address in the hash. */
import type { IpcEventPayload } from '../../shared/ipc/contract.ts';

export const flowTabs = ['outline', 'source', 'runs'] as const;
export type FlowTab = (typeof flowTabs)[number];

export type Route =
  | { page: 'chat'; conversationId: string | null }
  | { page: 'flows' }
  | { page: 'flow'; flowId: string; tab: FlowTab }
  | { page: 'runs' }
  | { page: 'run'; runId: string };

export function parseRoute(hash: string): Route {
  const [page, id, tab] = hash.replace(/^#\/?/, '').split('/').map(decodeSegment);
  if (page === 'flows' && id)
    return { page: 'flow', flowId: id, tab: flowTabs.find((known) => known === tab) ?? 'outline' };
  if (page === 'flows') return { page: 'flows' };
  if (page === 'runs' && id) return { page: 'run', runId: id };
  if (page === 'runs') return { page: 'runs' };
  return { page: 'chat', conversationId: page === 'chat' && id ? id : null };
}

export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'chat':
      return route.conversationId ? `#/chat/${encodeURIComponent(route.conversationId)}` : '#/chat';
    case 'flows':
      return '#/flows';
    case 'flow':
      return `#/flows/${encodeURIComponent(route.flowId)}${route.tab === 'outline' ? '' : `/${route.tab}`}`;
    case 'runs':
      return '#/runs';
    case 'run':
      return `#/runs/${encodeURIComponent(route.runId)}`;
  }
}

/** Where an `app:navigate` event leads. */
export function routeOfEvent(target: IpcEventPayload<'app:navigate'>): Route {
  return target.page === 'flow' ? { ...target, tab: 'outline' } : target;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
