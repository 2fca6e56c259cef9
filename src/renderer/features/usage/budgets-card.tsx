import type { UsageBudget } from '../../../shared/domain/usage.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { cx } from '../../lib/cx.ts';
import { formatMoney } from '../../lib/format-money.ts';
import { formatCount } from '../../lib/format-number.ts';
import { navigate } from '../../stores/route.ts';
import { text } from '../../text.ts';

const words = text.usage;
/** From here on a budget is about to be reached. */
const nearly = 0.8;

/** What is spent of the limits that hold for everything together, now. */
export function BudgetsCard({ budgets }: { budgets: UsageBudget[] }) {
  return (
    <Card aria-label={words.budgets} className="px-5 py-4">
      <div className="mb-2 flex items-center gap-3">
        <h2 className="font-semibold text-ui">{words.budgets}</h2>
        <span className="grow" />
        <Button
          variant="link"
          className="-my-1 -mr-2 h-7"
          onClick={() => navigate({ page: 'settings', section: 'budgets' })}
        >
          {words.changeBudgets}
        </Button>
      </div>
      {budgets.length === 0 && <p className="text-body text-ink-2">{words.noBudgets}</p>}
      <ul className="flex flex-col gap-3">
        {budgets.map((budget) => (
          <li key={`${budget.span} ${budget.kind}`}>
            <Meter budget={budget} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Meter({ budget: { span, kind, limit, spent } }: { budget: UsageBudget }) {
  const share = Math.min(1, spent / limit);
  const amount =
    kind === 'money'
      ? words.spentOf(formatMoney(spent), formatMoney(limit))
      : words.spentCount[kind](formatCount(spent), formatCount(limit));
  return (
    <>
      <div className="mb-1 flex flex-wrap justify-between gap-x-3 text-body tabular-nums">
        <span>{words.budgetSpans[span]}</span>
        <span className="text-ink-2">{amount}</span>
      </div>
      <meter
        aria-label={words.budgetSpans[span]}
        aria-valuetext={amount}
        min={0}
        max={limit}
        value={Math.min(spent, limit)}
        className="sr-only"
      />
      <div aria-hidden className="h-2 overflow-hidden rounded-full bg-press">
        <div
          className={cx('h-full rounded-full', share >= 1 ? 'bg-bad' : share >= nearly ? 'bg-warn' : 'bg-accent')}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </>
  );
}
