import { useRef, useState } from 'react';
import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Spinner } from '../../../components/spinner.tsx';
import { asMajordomoError } from '../../../ipc-client.ts';
import { readSource } from '../../../lib/read-source.ts';
import { saveSource } from '../../../stores/flow-changes.ts';
import { selectSourceDraft, setSourceDraft, useSourceDraftsStore } from '../../../stores/source-drafts.ts';
import { showToast } from '../../../stores/toasts.ts';
import { text } from '../../../text.ts';
import { Shortfalls } from '../shortfalls.tsx';
import { JsonEditor, type JsonEditorHandle, type SourceProblem } from './json-editor.tsx';
import { ProblemList } from './problem-list.tsx';
import { type SourceCheck, useSourceCheck } from './use-source-check.ts';

const words = text.change.source;
const hintId = 'source-editor-hint';

/** The definition, checked while it is written. What is not saved is kept, also when the page is left. */
export default function SourceEditor({ flow }: { flow: FlowDetail }) {
  const saved = JSON.stringify(flow.definition, null, 2);
  const draft = useSourceDraftsStore(selectSourceDraft(flow.id));
  const check = useSourceCheck(flow.id, draft?.text ?? null);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const editor = useRef<JsonEditorHandle>(null);
  const readOnly = flow.status === 'cancelled';
  const stale = draft !== null && draft.basedOn !== flow.version;
  // Only a wider permission stands in the way: that can be allowed with the change.
  const allowable = check.shortfalls.length > 0;
  const savable = draft !== null && !stale && check.status === 'ready' && (check.problems.length === 0 || allowable);

  const change = (next: string) => {
    setRefusal(null);
    setSourceDraft(flow.id, next === saved ? null : { text: next, basedOn: draft?.basedOn ?? flow.version });
  };
  const discard = () => {
    const before = draft;
    setSourceDraft(flow.id, null);
    setRefusal(null);
    showToast({
      title: words.discarded,
      action: { label: text.change.undo, run: () => setSourceDraft(flow.id, before) },
    });
  };
  const save = async () => {
    if (!draft || !savable || saving) return;
    const read = readSource(draft.text);
    if (!read.ok) return;
    setSaving(true);
    try {
      await saveSource(flow.id, { definition: read.value, basedOn: draft.basedOn, allow: check.shortfalls });
      setSourceDraft(flow.id, null);
    } catch (error) {
      setRefusal(asMajordomoError(error).message);
    } finally {
      setSaving(false);
    }
  };

  return (
    <Card className="overflow-hidden">
      <div className="flex min-h-12 items-center gap-3 border-b py-2 pr-3 pl-5">
        <span className="min-w-0 grow truncate text-ink-3 text-s">
          {readOnly ? words.readOnly : `${text.flow.version(flow.version)} · ${words.note}`}
        </span>
        {draft && <CheckState check={check} />}
        <CopyButton label={text.flow.copySource} value={() => draft?.text ?? saved} />
        {!readOnly && (
          <>
            <Button variant="quiet" disabled={!draft} onClick={discard}>
              {words.discard}
            </Button>
            <Button variant="primary" disabled={!savable} busy={saving} onClick={() => void save()}>
              {allowable ? text.change.value.allowAndSave : words.save}
            </Button>
          </>
        )}
      </div>
      {stale && (
        <div role="status" className="flex flex-wrap items-center gap-2 bg-warn-bg px-5 py-2 text-ui">
          <span className="min-w-0 grow">{words.stale(flow.version)}</span>
          <Button className="h-7" onClick={() => setSourceDraft(flow.id, null)}>
            {words.takeNew}
          </Button>
          <Button className="h-7" onClick={() => setSourceDraft(flow.id, { ...draft, basedOn: flow.version })}>
            {words.keepMine}
          </Button>
        </div>
      )}
      {refusal && (
        <p role="alert" className="bg-bad-bg px-5 py-2 text-ui">
          {refusal}
        </p>
      )}
      {allowable && (
        <div className="border-b px-5 py-2.5">
          <Shortfalls shortfalls={check.shortfalls} />
        </div>
      )}
      <JsonEditor
        ref={editor}
        label={words.label}
        describedBy={hintId}
        value={draft?.text ?? saved}
        readOnly={readOnly}
        problems={draft ? check.problems : noProblems}
        onChange={change}
        onSave={() => void save()}
      />
      {draft && (
        <ProblemList
          problems={check.problems}
          lineOf={(problem) => editor.current?.lineOf(problem) ?? 1}
          onChoose={(problem) => editor.current?.goTo(problem)}
        />
      )}
      <p id={hintId} className="border-t px-5 py-2 text-ink-3 text-s">
        {words.keys}
      </p>
    </Card>
  );
}

const noProblems: SourceProblem[] = [];

function CheckState({ check }: { check: SourceCheck }) {
  const count = check.problems.length;
  return (
    <span role="status" className="flex shrink-0 items-center gap-1.5 text-s">
      {check.status === 'checking' ? (
        <>
          <Spinner />
          <span className="text-ink-3">{words.checking}</span>
        </>
      ) : (
        <span className={count > 0 ? 'text-bad' : 'text-ok'}>{count > 0 ? words.problems(count) : words.valid}</span>
      )}
      <span className="text-ink-3">· {words.changed}</span>
    </span>
  );
}
