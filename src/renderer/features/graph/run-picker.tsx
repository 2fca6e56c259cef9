import { ArrowRight, ChevronDown } from 'lucide-react';
import type { FlowDetail } from '../../../shared/domain/flow.ts';
import { Button } from '../../components/button.tsx';
import { Menu, MenuChoice } from '../../components/menu.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { cx } from '../../lib/cx.ts';
import { formatMoment } from '../../lib/format-time.ts';
import { runTone, toneFill } from '../../lib/status-tone.ts';
import { chooseRun, type ShownRunChoice } from '../../stores/graph.ts';
import { openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

interface RunPickerProps {
  flow: FlowDetail;
  choice: ShownRunChoice;
  /** The run that the choice means now. */
  runId: string | null;
}

/** Which run's way the graph shows. */
export function RunPicker({ flow, choice, runId }: RunPickerProps) {
  const nowMs = useNow();
  if (flow.runs.length === 0) return <span className="text-ink-3 text-s">{text.graph.noRun}</span>;
  const when = (atMs: number) => formatMoment(atMs, nowMs);
  const shown = flow.runs.find(({ id }) => id === runId);
  const words = shown ? [when(shown.startedAtMs), text.runs.status[shown.status].toLowerCase()] : null;
  const label =
    choice === 'none'
      ? text.graph.none
      : words
        ? text.graph[choice === 'latest' ? 'latestRun' : 'oneRun'](words[0] ?? '', words[1] ?? '')
        : text.graph.otherRun;
  const options: { value: ShownRunChoice; label: string }[] = [
    { value: 'latest', label: text.graph.latest },
    { value: 'none', label: text.graph.none },
    ...flow.runs.map(({ id, startedAtMs, status }) => ({
      value: id,
      label: `${when(startedAtMs)}, ${text.runs.status[status].toLowerCase()}`,
    })),
  ];
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button variant="quiet" className="-ml-2 min-w-0">
            {shown && (
              <span
                aria-hidden
                className={cx(
                  'size-2 rounded-full',
                  toneFill[runTone[shown.status]],
                  shown.status === 'RUNNING' && 'animate-breathe',
                )}
              />
            )}
            <span className="truncate">{label}</span>
            <ChevronDown aria-hidden size={14} className="text-ink-3" />
          </Button>
        }
      >
        <MenuChoice
          label={text.graph.run}
          value={choice}
          options={options}
          onChange={(value) => chooseRun(flow.id, value)}
        />
      </Menu>
      {runId !== null && (
        <Button variant="link" className="h-7" onClick={() => openRun(runId)}>
          {text.graph.openRun}
          <ArrowRight aria-hidden size={14} />
        </Button>
      )}
    </>
  );
}
