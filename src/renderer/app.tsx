import { Tooltip } from '@base-ui/react/tooltip';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { ToastRegion } from './components/toast-region.tsx';
import { ChatPage } from './features/chat/chat-page.tsx';
import { FlowPage } from './features/flows/flow-page.tsx';
import { FlowsPage } from './features/flows/flows-page.tsx';
import { RunPage } from './features/runs/run-page.tsx';
import { RunsPage } from './features/runs/runs-page.tsx';
import { Shell } from './features/shell/shell.tsx';
import { formatRoute, type Route } from './lib/route.ts';
import { selectRoute, useRouteStore } from './stores/route.ts';

export function App() {
  const route = useRouteStore(selectRoute);
  return (
    <Tooltip.Provider delay={450}>
      <Shell>
        <ErrorBoundary resetKey={formatRoute(route)}>
          <Page route={route} />
        </ErrorBoundary>
      </Shell>
      <ToastRegion />
    </Tooltip.Provider>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'chat':
      return <ChatPage conversationId={route.conversationId} />;
    case 'flows':
      return <FlowsPage />;
    case 'flow':
      return <FlowPage key={route.flowId} flowId={route.flowId} tab={route.tab} />;
    case 'runs':
      return <RunsPage />;
    case 'run':
      return <RunPage key={route.runId} runId={route.runId} />;
  }
}
