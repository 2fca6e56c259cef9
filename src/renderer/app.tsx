import { Tooltip } from '@base-ui/react/tooltip';
import { lazy, Suspense, useEffect } from 'react';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { ToastRegion } from './components/toast-region.tsx';
import { ChatPage } from './features/chat/chat-page.tsx';
import { preloadMarkdown } from './features/chat/lazy-markdown.tsx';
import { Shell } from './features/shell/shell.tsx';
import { formatRoute, type Route } from './lib/route.ts';
import { whenIdle } from './lib/when-idle.ts';
import { selectRoute, useRouteStore } from './stores/route.ts';

// Chat is there at once; the others are read the first time they are opened, or while nothing else happens.
const loaders = {
  flows: async () => ({ default: (await import('./features/flows/flows-page.tsx')).FlowsPage }),
  flow: async () => ({ default: (await import('./features/flows/flow-page.tsx')).FlowPage }),
  agenda: async () => ({ default: (await import('./features/agenda/agenda-page.tsx')).AgendaPage }),
  approvals: async () => ({ default: (await import('./features/approvals/approvals-page.tsx')).ApprovalsPage }),
  runs: async () => ({ default: (await import('./features/runs/runs-page.tsx')).RunsPage }),
  compare: async () => ({ default: (await import('./features/compare/compare-page.tsx')).ComparePage }),
  run: async () => ({ default: (await import('./features/runs/run-page.tsx')).RunPage }),
  notifications: async () => ({
    default: (await import('./features/notifications/notifications-page.tsx')).NotificationsPage,
  }),
  templates: async () => ({ default: (await import('./features/templates/templates-page.tsx')).TemplatesPage }),
  usage: async () => ({ default: (await import('./features/usage/usage-page.tsx')).UsagePage }),
  workers: async () => ({ default: (await import('./features/workers/workers-page.tsx')).WorkersPage }),
  data: async () => ({ default: (await import('./features/data/data-page.tsx')).DataPage }),
  settings: async () => ({ default: (await import('./features/settings/settings-page.tsx')).SettingsPage }),
};
const FlowsPage = lazy(loaders.flows);
const FlowPage = lazy(loaders.flow);
const AgendaPage = lazy(loaders.agenda);
const ApprovalsPage = lazy(loaders.approvals);
const RunsPage = lazy(loaders.runs);
const ComparePage = lazy(loaders.compare);
const RunPage = lazy(loaders.run);
const NotificationsPage = lazy(loaders.notifications);
const TemplatesPage = lazy(loaders.templates);
const UsagePage = lazy(loaders.usage);
const WorkersPage = lazy(loaders.workers);
const DataPage = lazy(loaders.data);
const SettingsPage = lazy(loaders.settings);

export function App() {
  const route = useRouteStore(selectRoute);
  useEffect(
    () => whenIdle([preloadMarkdown, () => import('./features/palette/palette.tsx'), ...Object.values(loaders)]),
    [],
  );
  return (
    <Tooltip.Provider delay={450}>
      <Shell>
        <ErrorBoundary resetKey={formatRoute(route)}>
          <Suspense>
            <Page route={route} />
          </Suspense>
        </ErrorBoundary>
      </Shell>
      <ToastRegion />
    </Tooltip.Provider>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'chat':
      return <ChatPage conversationId={route.conversationId} messageId={route.messageId} />;
    case 'flows':
      return <FlowsPage />;
    case 'flow':
      return <FlowPage key={route.flowId} flowId={route.flowId} tab={route.tab} />;
    case 'agenda':
      return <AgendaPage view={route.view} />;
    case 'approvals':
      return <ApprovalsPage />;
    case 'runs':
      return <RunsPage />;
    case 'compare':
      return <ComparePage runId={route.runId} otherId={route.otherId} />;
    case 'run':
      return <RunPage key={route.runId} runId={route.runId} />;
    case 'notifications':
      return <NotificationsPage />;
    case 'templates':
      return <TemplatesPage templateId={route.templateId} />;
    case 'usage':
      return <UsagePage month={route.month} />;
    case 'workers':
      return <WorkersPage workerId={route.workerId} />;
    case 'data':
      return <DataPage table={route.table} folder={route.folder} />;
    case 'settings':
      return <SettingsPage section={route.section} />;
    case 'welcome':
      return <ChatPage conversationId={null} introduce />;
  }
}
