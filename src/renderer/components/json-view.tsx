import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { isJsonObject, type JsonValue } from '../../shared/json-value.ts';
import { cx } from '../lib/cx.ts';
import { text } from '../text.ts';
import { CopyButton } from './copy-button.tsx';

const longText = 600;
const shownEntries = 100;

interface JsonViewProps {
  value: JsonValue;
  label: string;
  /** Levels that are open at first. */
  depth?: number;
}

/** A JSON value as a tree that folds, on a well of its own, to be copied whole. */
export function JsonView({ value, label, depth = 2 }: JsonViewProps) {
  return (
    <section aria-label={label} className="group/json relative rounded-m border bg-well">
      <div className="absolute top-1 right-1 opacity-0 transition focus-within:opacity-100 group-hover/json:opacity-100">
        <CopyButton value={() => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))} />
      </div>
      <div className="max-h-90 overflow-auto px-3 py-2 font-mono text-s leading-[19px]">
        <Node value={value} depth={depth} />
      </div>
    </section>
  );
}

function Node({ name, value, depth }: { name?: string; value: JsonValue; depth: number }) {
  if (Array.isArray(value)) {
    const entries = value.map((item, index): [string, JsonValue] => [String(index), item]);
    return <Branch name={name} entries={entries} depth={depth} brackets="[]" count={text.common.items(value.length)} />;
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value);
    return (
      <Branch name={name} entries={entries} depth={depth} brackets="{}" count={text.common.keys(entries.length)} />
    );
  }
  return (
    <div className="flex gap-1.5 pl-4">
      <Name name={name} />
      <Leaf value={value} />
    </div>
  );
}

interface BranchProps {
  name: string | undefined;
  entries: [string, JsonValue][];
  depth: number;
  brackets: '[]' | '{}';
  count: string;
}

function Branch({ name, entries, depth, brackets, count }: BranchProps) {
  const [open, setOpen] = useState(depth > 0);
  const [all, setAll] = useState(false);
  if (entries.length === 0) {
    return (
      <div className="flex gap-1.5 pl-4">
        <Name name={name} />
        <span className="text-ink-3">{brackets}</span>
      </div>
    );
  }
  const shown = all ? entries : entries.slice(0, shownEntries);
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-0.5 rounded-s pr-1 text-left hover:bg-hover"
      >
        <ChevronRight aria-hidden size={13} className={cx('shrink-0 text-ink-3 transition', open && 'rotate-90')} />
        <Name name={name} />
        <span className="pl-1 text-ink-3">
          {open ? name === undefined && brackets[0] : `${brackets[0]} ${count} ${brackets[1]}`}
        </span>
      </button>
      {open && (
        <div className="ml-[6px] border-l pl-2">
          {shown.map(([key, item]) => (
            <Node key={key} name={key} value={item} depth={depth - 1} />
          ))}
          {shown.length < entries.length && (
            <button type="button" onClick={() => setAll(true)} className="pl-4 text-accent hover:underline">
              {text.common.items(entries.length)}…
            </button>
          )}
        </div>
      )}
      {open && name === undefined && <span className="pl-4 text-ink-3">{brackets[1]}</span>}
    </div>
  );
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span className="shrink-0 text-ink-2">{name}:</span>;
}

function Leaf({ value }: { value: string | number | boolean | null }) {
  const [all, setAll] = useState(false);
  if (typeof value !== 'string') return <span className="text-accent">{String(value)}</span>;
  const cut = !all && value.length > longText;
  return (
    <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {cut ? `${value.slice(0, longText)}…` : value}
      {cut && (
        <button type="button" onClick={() => setAll(true)} className="ml-1.5 text-accent hover:underline">
          {text.common.showAll(value.length)}
        </button>
      )}
    </span>
  );
}
