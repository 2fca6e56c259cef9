/** Places in the window and their address in the hash. */
import type { IpcEventPayload } from '../../shared/ipc/contract.ts';

export const flowTabs = ['outline', 'graph', 'source', 'schedule', 'limits', 'versions', 'runs'] as const;
export type FlowTab = (typeof flowTabs)[number];

export const agendaViews = ['week', 'list'] as const;
export type AgendaView = (typeof agendaViews)[number];

export const settingsSections = [
  'appearance',
  'pause',
  'notifications',
  'brain',
  'tools',
  'triggers',
  'budgets',
  'start',
  'data',
  'shortcuts',
  'about',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Pages that are one place each. */
const plainPages = ['flows', 'approvals', 'notifications', 'welcome'] as const;
type PlainPage = (typeof plainPages)[number];

export type Route =
  /** `messageId`: the message to be shown; without it, the latest. */
  | { page: 'chat'; conversationId: string | null; messageId?: string }
  | { page: PlainPage }
  | { page: 'flow'; flowId: string; tab: FlowTab }
  | { page: 'agenda'; view: AgendaView }
  | { page: 'runs' }
  /** The gallery, or one template being filled in. */
  | { page: 'templates'; templateId: string | null }
  | { page: 'run'; runId: string }
  /** `2026-11`; null: this month. */
  | { page: 'usage'; month: string | null }
  /** Two runs side by side; null before the other one is chosen. */
  | { page: 'compare'; runId: string; otherId: string | null }
  | { page: 'workers'; workerId: string | null }
  /** A table, or a folder of the workspace; null for what there is. */
  | { page: 'data'; table: string | null; folder: string | null }
  | { page: 'settings'; section: SettingsSection };
export type PageName = Route['page'];

export function parseRoute(hash: string): Route {
  const [page, id, rest, last] = hash.replace(/^#\/?/, '').split('/').map(decodeSegment);
  if (page === 'flows' && id)
    return { page: 'flow', flowId: id, tab: flowTabs.find((known) => known === rest) ?? 'outline' };
  if (page === 'runs' && id && rest === 'compare') return { page: 'compare', runId: id, otherId: last || null };
  if (page === 'runs') return id ? { page: 'run', runId: id } : { page: 'runs' };
  if (page === 'agenda') return { page, view: agendaViews.find((known) => known === id) ?? 'week' };
  if (page === 'templates') return { page, templateId: id || null };
  if (page === 'usage') return { page, month: id && /^\d{4}-(0[1-9]|1[0-2])$/.test(id) ? id : null };
  if (page === 'workers') return { page, workerId: id || null };
  if (page === 'data')
    return { page, table: id === 'table' && rest ? rest : null, folder: id === 'files' ? rest || '.' : null };
  if (page === 'settings') return { page, section: settingsSections.find((known) => known === id) ?? 'appearance' };
  const plain = plainPages.find((known) => known === page);
  if (plain) return { page: plain };
  const conversationId = page === 'chat' && id ? id : null;
  return { page: 'chat', conversationId, ...(conversationId && rest ? { messageId: rest } : {}) };
}

export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'chat':
      return at('chat', route.conversationId, route.messageId ?? null);
    case 'flow':
      return at('flows', route.flowId, route.tab === 'outline' ? null : route.tab);
    case 'agenda':
      return at('agenda', route.view === 'week' ? null : route.view);
    case 'run':
      return at('runs', route.runId);
    case 'templates':
      return at('templates', route.templateId);
    case 'usage':
      return at('usage', route.month);
    case 'compare':
      return at('runs', route.runId, 'compare', route.otherId);
    case 'workers':
      return at('workers', route.workerId);
    case 'data':
      return route.table ? at('data', 'table', route.table) : at('data', route.folder && 'files', route.folder);
    case 'settings':
      return at('settings', route.section === 'appearance' ? null : route.section);
    default:
      return at(route.page);
  }
}

/** Where an `app:navigate` event leads. */
export function routeOfEvent(target: IpcEventPayload<'app:navigate'>): Route {
  return target.page === 'flow' ? { ...target, tab: 'outline' } : target;
}

function at(...segments: (string | null)[]): string {
  const given = segments.filter((segment): segment is string => segment !== null);
  return `#/${given.map(encodeURIComponent).join('/')}`;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
