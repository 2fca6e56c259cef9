import type { ReactNode } from 'react';
import type { Plan } from '../../../shared/domain/plan.ts';
import { FiringPills } from '../../components/firing-pills.tsx';
import { Outline } from '../../components/outline.tsx';
import { ScheduleWords } from '../../components/schedule-words.tsx';
import { text } from '../../text.ts';

/** A plan read from top to bottom: what, when, who, what it changes, what if it fails, what was assumed. */
export function PlanRows({ plan }: { plan: Plan }) {
  return (
    <dl className="text-body">
      {plan.changes && (
        <Row name={text.plan.different}>
          <Difference lines={plan.changes.lines} />
        </Row>
      )}
      <Row name={text.plan.what}>
        <Outline steps={plan.steps} />
      </Row>
      <Row name={text.plan.when}>
        {plan.schedule && plan.schedule.kind !== 'manual' ? (
          <div className="flex flex-col gap-1.5">
            <ScheduleWords schedule={plan.schedule} zone="always" />
            <FiringPills next={plan.schedule.next} timeZone={plan.schedule.timezone} />
          </div>
        ) : (
          text.plan.manual
        )}
      </Row>
      {plan.workers.length > 0 && (
        <Row name={text.plan.who}>
          <ul className="flex flex-col gap-1">
            {plan.workers.map((worker) => (
              <li key={worker.name}>
                <b className="font-[570]">{worker.name}</b>
                {worker.may.length > 0 ? text.plan.may(worker.may.join(', ')) : text.plan.mayNothing}
                <span className="text-ink-3">{text.plan.nothingElse}</span>
              </li>
            ))}
          </ul>
        </Row>
      )}
      <Row name={text.plan.changes}>
        {plan.effects.length === 0 ? text.plan.readsOnly : <Lines lines={plan.effects} />}
      </Row>
      {plan.budget.words.length > 0 && (
        <Row name={text.plan.budget}>
          <Lines lines={plan.budget.words} />
        </Row>
      )}
      <Row name={text.plan.ifItFails}>{plan.ifItFails}</Row>
      {plan.assumptions.length > 0 && (
        <Row name={text.plan.assumed}>
          <Lines lines={plan.assumptions} />
        </Row>
      )}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-3.5 gap-y-1 border-t px-[18px] py-2.5 grid-cols-[92px_minmax(0,1fr)]">
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** Only what is different: the rest of the flow stands below. */
function Difference({ lines }: Pick<NonNullable<Plan['changes']>, 'lines'>) {
  const different = lines.filter(({ is }) => is !== 'same');
  return (
    <ul className="flex flex-col gap-0.5">
      {different.map(({ is, text: line }) => (
        <li key={`${is} ${line}`} className={is === 'removed' ? 'text-ink-3 line-through' : 'text-ok'}>
          <span className="sr-only">{is === 'removed' ? text.plan.removed : text.plan.added} </span>
          {line.trim()}
        </li>
      ))}
    </ul>
  );
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
