import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import type { ToolLimits } from '../../../../shared/domain/grant.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { Tag } from '../../../components/tag.tsx';
import { navigate } from '../../../stores/route.ts';
import { text } from '../../../text.ts';

const words = text.limits;

export function WorkerCards({ workers, agents }: { workers: FlowDetail['workers']; agents: readonly string[] }) {
  return (
    <Card aria-label={words.who} className="px-5 py-4">
      <h2 className="font-semibold text-ui">{words.who}</h2>
      <p className="mt-0.5 text-body text-ink-2">{workers.length === 0 ? words.nobody : words.whoBody}</p>
      <ul className="mt-2 divide-y">
        {workers.map((worker) => (
          <li key={worker.id} className="py-3 last:pb-0">
            <div className="flex flex-wrap items-center gap-2">
              <h3 className="font-[570] [overflow-wrap:anywhere]">{worker.name}</h3>
              {agents.includes(worker.name) && <Tag>{words.askedModel}</Tag>}
              <span className="grow" />
              <Button
                variant="link"
                className="-mr-2 h-7"
                onClick={() => navigate({ page: 'workers', workerId: worker.id })}
              >
                {words.open}
              </Button>
            </div>
            {worker.prompt !== '' && (
              <p className="text-body text-ink-2 [overflow-wrap:anywhere]">
                <span className="text-ink-3">{words.prompt}: </span>
                {worker.prompt}
              </p>
            )}
            <ul className="mt-2 flex flex-col gap-1.5">
              {worker.tools.map(({ tool, limits }) => (
                <li
                  key={tool}
                  className="grid gap-x-4 gap-y-0.5 rounded-m bg-well px-3 py-2 wide:grid-cols-[150px_minmax(0,1fr)]"
                >
                  <code className="font-mono text-s leading-5">{tool}</code>
                  <Limits limits={limits} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Limits({ limits }: { limits: ToolLimits }) {
  const said = (['hosts', 'folders', 'tables', 'channels', 'keys', 'callsPerRun'] as const).flatMap((kind) => {
    const limit = limits[kind];
    if (limit === undefined) return [];
    const value = typeof limit === 'number' ? String(limit) : limit.join(', ') || words.nothing;
    return [{ kind, value }];
  });
  if (said.length === 0) return <p className="text-body text-ink-3">{words.unlimited}</p>;
  return (
    <dl className="flex min-w-0 flex-wrap gap-x-4 text-body">
      {said.map(({ kind, value }) => (
        <div key={kind} className="flex min-w-0 gap-1.5">
          <dt className="text-ink-3">{words.kinds[kind]}</dt>
          <dd className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
