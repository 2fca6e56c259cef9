import { Maximize, Minus, Plus } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import type { TimelineView } from '../../hooks/use-timeline-view.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { ticksOf } from '../../lib/timeline.ts';
import { text } from '../../text.ts';

const mostTicks = 3;
/** Further right its words would leave the axis. In per cent. */
const labelledUpTo = 80;

interface TimeAxisProps {
  view: TimelineView;
  startMs: number;
  axis: RefObject<HTMLDivElement | null>;
}

/** The time since the run's start, above the bars; dragged or moved by keys. */
export function TimeAxis({ view, startMs, axis }: TimeAxisProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: it holds no fields
    <div
      ref={axis}
      role="group"
      aria-label={text.timeline.axis}
      title={text.timeline.axis}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys that zoom and move
      tabIndex={0}
      {...view.axisProps}
      className="relative h-6 touch-none select-none rounded-[4px] text-ink-3 text-xs tabular-nums"
      style={{ cursor: view.isWhole ? 'default' : 'grab' }}
    >
      {ticksOf(view.view, startMs, mostTicks).map(({ offsetMs, leftPercent }) => (
        <span
          key={offsetMs}
          className="absolute top-0.5 h-5 whitespace-nowrap border-l pl-1 leading-5"
          style={{ left: `${leftPercent}%` }}
        >
          {leftPercent <= labelledUpTo && (offsetMs === 0 ? '0' : text.timeline.offset(formatDuration(offsetMs)))}
        </span>
      ))}
    </div>
  );
}

export function ZoomButtons({ view }: { view: TimelineView }) {
  return (
    <div role="toolbar" aria-label={text.timeline.zoom} className="flex">
      <IconButton
        label={text.timeline.zoomOut}
        icon={<Minus aria-hidden size={14} />}
        disabled={view.isWhole}
        focusableWhenDisabled
        onClick={view.zoomOut}
      />
      <IconButton label={text.timeline.zoomIn} icon={<Plus aria-hidden size={14} />} onClick={view.zoomIn} />
      <IconButton
        label={text.timeline.all}
        icon={<Maximize aria-hidden size={13} />}
        disabled={view.isWhole}
        focusableWhenDisabled
        onClick={view.showAll}
      />
    </div>
  );
}
