import type { ReactNode } from 'react';
import type { UsageMonth, UsageTotals } from '../../../shared/domain/usage.ts';
import { Card } from '../../components/card.tsx';
import { formatMoney } from '../../lib/format-money.ts';
import { formatCount } from '../../lib/format-number.ts';
import { openFlow } from '../../stores/route.ts';
import { text } from '../../text.ts';

const words = text.usage;

interface Line {
  key: string;
  name: ReactNode;
  runs?: number;
  totals: UsageTotals;
}

/** The month by flow, by who asked and by model. */
export function UsageTables({ usage: { report, otherFlows } }: { usage: UsageMonth }) {
  const asked = report.total.modelCalls > 0;
  return (
    <>
      <Table
        title={words.byFlow}
        asked={asked}
        lines={report.flows.map(({ flowId, name, runs, ...totals }) => ({
          key: flowId ?? name,
          name: flowId === null ? name : <FlowLink flowId={flowId} name={name} />,
          runs,
          totals,
        }))}
        after={otherFlows > 0 ? words.otherFlows(otherFlows) : null}
      />
      {asked && (
        <div className="grid gap-4 wide:grid-cols-2">
          <Table
            title={words.byRole}
            asked
            lines={report.roles
              .filter(({ modelCalls }) => modelCalls > 0)
              .map(({ role, ...totals }) => ({ key: role, name: words.roles[role], totals }))}
          />
          <Table
            title={words.byModel}
            asked
            lines={report.models.map(({ endpoint, model, ...totals }) => ({
              key: `${endpoint} ${model}`,
              name: (
                <>
                  {model} <span className="text-ink-3">{endpoint}</span>
                </>
              ),
              totals,
            }))}
          />
        </div>
      )}
    </>
  );
}

function Table({
  title,
  lines,
  asked,
  after = null,
}: {
  title: string;
  lines: Line[];
  /** Whether a model was asked: without, there is only the number of runs to show. */
  asked: boolean;
  after?: string | null;
}) {
  if (lines.length === 0) return null;
  const counted = lines.some(({ runs }) => runs !== undefined);
  return (
    <Card aria-label={title} className="overflow-x-auto px-5 pt-4 pb-2">
      <h2 className="mb-1 font-semibold text-ui">{title}</h2>
      <table className="w-full text-body tabular-nums">
        <thead>
          <tr className="border-b text-ink-3 text-s">
            <th scope="col" className="py-1.5 text-left font-normal">
              {words.name}
            </th>
            {counted && <Head>{words.runs}</Head>}
            {asked && <Head>{words.tokens}</Head>}
            {asked && <Head>{words.cost}</Head>}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, runs, totals }) => (
            <tr key={key} className="border-b last:border-b-0">
              <th scope="row" className="max-w-80 truncate py-1.5 text-left font-normal">
                {name}
              </th>
              {counted && <Value>{formatCount(runs ?? 0)}</Value>}
              {asked && <Value>{formatCount(totals.inputTokens + totals.outputTokens)}</Value>}
              {asked && <Value>{totals.money === null ? words.noPrice : formatMoney(totals.money)}</Value>}
            </tr>
          ))}
        </tbody>
      </table>
      {after !== null && <p className="pt-1 pb-1.5 text-ink-3 text-s">{after}</p>}
    </Card>
  );
}

function Head({ children }: { children: ReactNode }) {
  return (
    <th scope="col" className="py-1.5 pl-4 text-right font-normal">
      {children}
    </th>
  );
}

function Value({ children }: { children: ReactNode }) {
  return <td className="whitespace-nowrap py-1.5 pl-4 text-right">{children}</td>;
}

function FlowLink({ flowId, name }: { flowId: string; name: string }) {
  return (
    <button
      type="button"
      onClick={() => openFlow(flowId)}
      className="max-w-full truncate rounded-s text-left text-accent hover:underline"
    >
      {name}
    </button>
  );
}
