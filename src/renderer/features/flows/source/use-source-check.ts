import { useEffect, useMemo, useState } from 'react';
import type { DefinitionCheck } from '../../../../shared/domain/flow-change.ts';
import { useDebounced } from '../../../hooks/use-debounced.ts';
import { asMajordomoError, client } from '../../../ipc-client.ts';
import { readSource } from '../../../lib/read-source.ts';
import { text as words } from '../../../text.ts';
import type { SourceProblem } from './json-editor.tsx';

export interface SourceCheck {
  /** `checking`: what is shown is of an earlier text. */
  status: 'checking' | 'ready';
  problems: SourceProblem[];
  shortfalls: DefinitionCheck['shortfalls'];
}

const checkAfterMs = 250;
const none: SourceCheck = { status: 'ready', problems: [], shortfalls: [] };

/** What main would refuse in this text, as one types. @param text null: nothing was changed, so there is nothing to check */
export function useSourceCheck(flowId: string, text: string | null): SourceCheck {
  const settled = useDebounced(text, checkAfterMs);
  const read = useMemo(() => (settled === null ? null : readSource(settled)), [settled]);
  const [checked, setChecked] = useState<{ of: unknown; check: SourceCheck }>({ of: null, check: none });
  useEffect(() => {
    if (!read?.ok) return;
    let current = true;
    const ready = (check: SourceCheck) => current && setChecked({ of: read, check });
    client.flowChanges.check({ flowId, definition: read.value }).then(
      ({ problems, shortfalls }) =>
        ready({
          status: 'ready',
          shortfalls,
          problems: problems.map(({ path, message, suggestion }) => ({
            at: { pointer: path },
            message: suggestion ? `${message} ${suggestion}` : message,
          })),
        }),
      (error: unknown) =>
        ready({
          ...none,
          problems: [
            { at: { offset: 0 }, message: `${words.change.source.checkError} ${asMajordomoError(error).message}` },
          ],
        }),
    );
    return () => {
      current = false;
    };
  }, [flowId, read]);
  const syntax = useMemo(
    (): SourceCheck | null =>
      read === null || read.ok
        ? null
        : {
            ...none,
            problems: [{ at: { offset: read.offset }, message: `${words.change.source.notJson} ${read.message}.` }],
          },
    [read],
  );
  const check = text === null ? none : (syntax ?? checked.check);
  const isCurrent = text === null || (settled === text && (syntax !== null || checked.of === read));
  return isCurrent ? check : { ...check, status: 'checking' };
}
