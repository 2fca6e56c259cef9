import type { ShownRun } from '../../../shared/domain/run.ts';
import { SideCard } from '../../components/card.tsx';
import { changesFiles } from '../../lib/run-effects.ts';
import { text } from '../../text.ts';
import { ChangedFiles } from './changed-files.tsx';
import { EffectGroup } from './effect-group.tsx';

/** What a run changed or sent, by what it touched: files, with undo; tables; messages; the rest. */
export function RunChanges({ detail }: { detail: ShownRun }) {
  const { run, effects } = detail;
  const of = (kinds: RegExp) => effects.filter(({ tool }) => kinds.test(tool));
  const files = effects.filter(changesFiles);
  const tables = of(/^table_(?!export)/);
  const messages = of(/^(notify|http_request)/);
  const others = effects.filter((effect) => ![files, tables, messages].some((group) => group.includes(effect)));
  const dry = effects.some(({ simulated }) => simulated);
  return (
    <SideCard title={text.changes.title}>
      {effects.length === 0 && (
        <p className="text-body text-ink-2">
          {run.endedAtMs === null ? text.changes.nothingYet : text.changes.nothing}
        </p>
      )}
      <div className="flex flex-col gap-3">
        {files.length > 0 &&
          (dry ? (
            <EffectGroup name={text.changes.files} effects={files} />
          ) : (
            <ChangedFiles runId={run.id} effects={files} />
          ))}
        <EffectGroup name={text.changes.tables} effects={tables} />
        <EffectGroup name={text.changes.messages} effects={messages} />
        <EffectGroup name={text.changes.others} effects={others} />
      </div>
    </SideCard>
  );
}
