import { lazy, Suspense } from 'react';
import type { FlowDetail } from '../../../shared/domain/flow.ts';
import { Card } from '../../components/card.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { text } from '../../text.ts';

/** The editor is only loaded by who opens this tab. */
const SourceEditor = lazy(() => import('./source/source-editor.tsx'));

export function SourceTab({ flow }: { flow: FlowDetail }) {
  return (
    <Suspense
      fallback={
        <Card aria-label={text.change.source.loading} aria-busy className="p-5">
          <SkeletonRows rows={8} />
        </Card>
      }
    >
      <SourceEditor key={flow.id} flow={flow} />
    </Suspense>
  );
}
