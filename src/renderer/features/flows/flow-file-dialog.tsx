import { CircleAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { FlowFileCard } from '../../../shared/domain/flow-change.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Outline } from '../../components/outline.tsx';
import { ScheduleWords } from '../../components/schedule-words.tsx';
import { addFlowFile, leaveFlowFile, selectAdding, selectLooked, useFlowFilesStore } from '../../stores/flow-files.ts';
import { text } from '../../text.ts';

const words = text.change.files;

/** What a file would set up and what it asks to be allowed. Nothing is stored before the user agrees. */
export function FlowFileDialog() {
  const looked = useFlowFilesStore(selectLooked);
  // What it says stays while the dialog fades away.
  const [card, setCard] = useState<FlowFileCard | null>(null);
  useEffect(() => {
    if (looked) setCard(looked.card);
  }, [looked]);
  const shown = looked?.card ?? card;
  return (
    <Dialog
      open={looked !== null}
      onOpenChange={(open) => !open && leaveFlowFile()}
      title={shown ? words.title(shown.fileName) : ''}
      wide
    >
      {shown && (shown.flow ? <FlowCard flow={shown.flow} /> : <Problems problems={shown.problems} />)}
    </Dialog>
  );
}

function FlowCard({ flow }: { flow: NonNullable<FlowFileCard['flow']> }) {
  const adding = useFlowFilesStore(selectAdding);
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="font-semibold text-title">{flow.name}</p>
        {flow.task !== flow.name && <p className="text-ink-2">{flow.task}</p>}
      </div>
      {flow.isNameTaken && (
        <p className="flex gap-2 rounded-m bg-warn-bg px-3 py-2 text-ui">
          <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-warn" />
          {words.nameTaken(flow.name)}
        </p>
      )}
      <Part title={words.when}>
        {flow.schedule ? <ScheduleWords schedule={flow.schedule} /> : words.onlyWhenStarted}
      </Part>
      <Part title={words.whatItDoes}>
        <Outline steps={flow.outline} />
      </Part>
      <Part title={words.mayTitle}>
        <ul className="flex flex-col gap-1.5">
          {flow.workers.map(({ name, may }) => (
            <li key={name} className="[overflow-wrap:anywhere]">
              <span className="font-[570]">{name}</span>: {may.join(', ') || words.nothing}
            </li>
          ))}
        </ul>
        <p className="text-ink-3">{words.nothingElse}</p>
      </Part>
      {flow.effects.length > 0 && (
        <Part title={words.changes}>
          <Lines lines={flow.effects} />
        </Part>
      )}
      {flow.budget.length > 0 && (
        <Part title={words.budget}>
          <Lines lines={flow.budget} />
        </Part>
      )}
      <Actions>
        <Button onClick={leaveFlowFile}>{words.leave}</Button>
        <Button variant="primary" busy={adding} onClick={() => void addFlowFile()}>
          {words.add}
        </Button>
      </Actions>
    </div>
  );
}

function Problems({ problems }: { problems: FlowFileCard['problems'] }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold">{words.cannot}</p>
      <ul className="flex max-h-[50vh] flex-col gap-2 overflow-y-auto">
        {problems.map(({ path, message, suggestion }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems may say the same
          <li key={index} className="flex gap-2 text-ui [overflow-wrap:anywhere]">
            <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-bad" />
            <span>
              {path && <span className="block font-mono text-ink-3 text-s">{path}</span>}
              {message} {suggestion}
            </span>
          </li>
        ))}
      </ul>
      <Actions>
        <Button onClick={leaveFlowFile}>{text.common.close}</Button>
      </Actions>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-ink-3 text-s">{title}</h3>
      {children}
    </section>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line} className="[overflow-wrap:anywhere]">
          {line}
        </li>
      ))}
    </ul>
  );
}

function Actions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t bg-raised px-5 py-3">
      <span className="min-w-0 grow text-ink-3 text-s">{words.nothingStored}</span>
      {children}
    </div>
  );
}
