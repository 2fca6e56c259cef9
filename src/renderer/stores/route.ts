import { create } from 'zustand';
import { type FlowTab, formatRoute, type PageName, parseRoute, type Route } from '../lib/route.ts';

interface RouteStore {
  route: Route;
  /** Where Chat leads back to. */
  lastConversationId: string | null;
}

const createInitialState = (): RouteStore => {
  const route = parseRoute(window.location.hash);
  return { route, lastConversationId: route.page === 'chat' ? route.conversationId : null };
};

export const useRouteStore = create<RouteStore>()(createInitialState);

export const selectRoute = (state: RouteStore) => state.route;

export function navigate(route: Route): void {
  const hash = formatRoute(route);
  if (hash !== window.location.hash) window.location.hash = hash;
}

/** A change within a page, which Back should not stop at. */
export function replaceRoute(route: Route): void {
  window.history.replaceState(null, '', formatRoute(route));
  readHash();
}

export function openFlow(flowId: string, tab: FlowTab = 'outline'): void {
  navigate({ page: 'flow', flowId, tab });
}

/** A top-level page as it is first shown. */
export function openPage(page: Exclude<PageName, 'chat' | 'flow' | 'run' | 'compare'>): void {
  navigate(parseRoute(`#/${page}`));
}

export function openRun(runId: string): void {
  navigate({ page: 'run', runId });
}

export function openChat(): void {
  navigate({ page: 'chat', conversationId: useRouteStore.getState().lastConversationId });
}

export function openNewConversation(): void {
  navigate({ page: 'chat', conversationId: null });
}

export function forgetConversation(conversationId: string): void {
  const { route, lastConversationId } = useRouteStore.getState();
  if (lastConversationId === conversationId) useRouteStore.setState({ lastConversationId: null });
  if (route.page === 'chat' && route.conversationId === conversationId)
    replaceRoute({ page: 'chat', conversationId: null });
}

function readHash(): void {
  const route = parseRoute(window.location.hash);
  useRouteStore.setState(route.page === 'chat' ? { route, lastConversationId: route.conversationId } : { route });
}

/** Returns what ends it. */
export function followHash(): () => void {
  window.addEventListener('hashchange', readHash);
  return () => window.removeEventListener('hashchange', readHash);
}
