import type { ReactNode } from 'react';

interface ChartFrameProps {
  /** What it shows, in a sentence. */
  label: string;
  /** Of the drawing, in its own units; it is stretched to the room there is. */
  box: { width: number; height: number };
  /** Room above and below the box, in the same units, for a line that touches its edge. */
  bleed?: number;
  top: string;
  bottom: string;
  /** Classes of the drawing, its height before all. */
  className: string;
  axisClassName?: string;
  /** Where the pointer is, from left (0) to right (1); null when it has left. */
  onPoint: (share: number | null) => void;
  children: ReactNode;
  /** Under the drawing, as wide as it. */
  below?: ReactNode;
}

/** What every chart stands on: the highest and the lowest value at its side, three lines, and where the pointer is. */
export function ChartFrame(props: ChartFrameProps) {
  const { label, box, bleed = 0, top, bottom, className, axisClassName = '', onPoint, children, below } = props;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-3">
      <div
        aria-hidden
        className={`flex flex-col justify-between text-right text-ink-3 text-xs tabular-nums ${axisClassName}`}
      >
        <span>{top}</span>
        <span>{bottom}</span>
      </div>
      <div>
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 ${-bleed} ${box.width} ${box.height + 2 * bleed}`}
          preserveAspectRatio="none"
          className={`block w-full ${className}`}
          onPointerMove={(event) => {
            const { left, width } = event.currentTarget.getBoundingClientRect();
            onPoint((event.clientX - left) / width);
          }}
          onPointerLeave={() => onPoint(null)}
        >
          {[0, 0.5, 1].map((share) => (
            <line
              key={share}
              x1={0}
              x2={box.width}
              y1={share * box.height}
              y2={share * box.height}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {children}
        </svg>
        {below}
      </div>
    </div>
  );
}
