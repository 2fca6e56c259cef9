import { loadedValue } from '../../stores/loadable.ts';
import { useRouteStore } from '../../stores/route.ts';
import { useRunsStore } from '../../stores/runs.ts';
import { runCommands } from '../runs/run-commands.tsx';

/** What can be done now with the run whose page is shown. */
export function runActions() {
  const { route } = useRouteStore.getState();
  const detail = route.page === 'run' ? loadedValue(useRunsStore.getState().details[route.runId]) : null;
  if (!detail) return [];
  return runCommands(detail)
    .filter(({ why }) => why === null)
    .map(({ id, icon, words, run }) => ({ id: `this-run ${id}`, icon, words, run }));
}
