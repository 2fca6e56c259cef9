import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { cx } from '../../lib/cx.ts';
import { type PlacedEdge, smoothPath } from '../../lib/graph-layout.ts';
import { text } from '../../text.ts';

export type WayData = {
  placed: PlacedEdge;
  /** How often the shown run went this way. */
  times: number;
};
export type WayEdge = Edge<WayData, 'way'>;

/** A way from step to step, where the layout put it: solid when taken, dashed when it is only for failures. */
export const WayEdgeView = memo(function WayEdgeView({ data, markerEnd }: EdgeProps<WayEdge>) {
  if (!data) return null;
  const { placed, times } = data;
  const { edge, points, label } = placed;
  const failure = edge.kind === 'failure';
  const taken = times > 0;
  const color = taken ? (failure ? 'var(--color-warn)' : 'var(--color-accent)') : 'var(--color-line-2)';
  return (
    <>
      <BaseEdge
        path={smoothPath(points)}
        {...(markerEnd ? { markerEnd } : {})}
        style={{ stroke: color, strokeWidth: taken ? 2 : 1.5, ...(failure ? { strokeDasharray: '5 4' } : {}) }}
      />
      {label && (
        <EdgeLabelRenderer>
          <div
            aria-hidden
            title={edge.label ?? undefined}
            className={cx(
              'absolute flex items-center justify-center gap-1 rounded-s bg-card px-1.5 text-center text-xs leading-4',
              taken ? (failure ? 'text-warn' : 'text-accent') : 'text-ink-3',
            )}
            style={{
              width: 'max-content',
              maxWidth: label.width,
              minHeight: 18,
              transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)`,
            }}
          >
            <span className="line-clamp-3 [overflow-wrap:anywhere]">{edge.label}</span>
            {times > 1 && <b className="font-semibold tabular-nums">{text.graph.timesShort(times)}</b>}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
