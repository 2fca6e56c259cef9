import type { RunStatus } from '../../shared/domain/run.ts';
import { runTone } from '../lib/status-tone.ts';
import { text } from '../text.ts';
import { Tag } from './tag.tsx';

export function RunStatusTag({ status }: { status: RunStatus }) {
  return (
    <Tag tone={runTone[status]} live={status === 'RUNNING'}>
      {text.runs.status[status]}
    </Tag>
  );
}
