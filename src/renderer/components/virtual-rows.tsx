import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { cx } from '../lib/cx.ts';

interface VirtualRowsProps {
  label: string;
  /** What scrolls; the rows may have other content above them in it. */
  scroller: RefObject<HTMLElement | null>;
  count: number;
  /** Of a row, in px; the same at every size of the window. */
  heightOf: (index: number) => number;
  /** The heights are only a first guess: what is in a row may grow. */
  measured?: boolean;
  /** A row to bring into the middle of sight, whenever it changes. */
  reveal?: number | null;
  keyOf: (index: number) => string;
  /** What is in the row; its first button takes the focus from the arrow keys, or its box when they come from a box. */
  render: (index: number) => ReactNode;
  /** Rows came into sight, the first and the last one. */
  onSight?: (first: number, last: number) => void;
  className?: string;
}

/** Rows beyond the edges; each costs its drawing when the page is switched to. */
const overscan = 4;

/** A list of any length of which only what is in sight exists. Arrow keys, Home and End move from row to row. */
export function VirtualRows({
  label,
  scroller,
  count,
  heightOf,
  measured = false,
  reveal = null,
  keyOf,
  render,
  onSight,
  className,
}: VirtualRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    getItemKey: keyOf,
    overscan,
    scrollMargin: offset,
  });

  // What stands above the rows may grow or go.
  useLayoutEffect(() => {
    const above = list.current?.offsetTop ?? 0;
    if (above !== offset) setOffset(above);
  });
  const rows = virtualizer.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= 0) onSight?.(first, last);
  }, [first, last, onSight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another count may have other heights
  useEffect(() => {
    if (!measured) virtualizer.measure();
  }, [count, measured, virtualizer]);
  useEffect(() => {
    if (reveal !== null) virtualizer.scrollToIndex(reveal, { align: 'center' });
  }, [reveal, virtualizer]);

  const focusRow = (index: number, boxes: boolean) => {
    virtualizer.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() => {
      const find = (what: string) => list.current?.querySelector<HTMLElement>(`[data-index="${index}"] ${what}`);
      (boxes ? find('input') : (find(':is(button, a)') ?? find('input')))?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (!row || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = nextRow(event.key, Number(row.dataset.index), count);
    if (to === null) return;
    event.preventDefault();
    focusRow(to, event.target instanceof HTMLInputElement);
  };

  return (
    <ul
      ref={list}
      aria-label={label}
      onKeyDown={onKeyDown}
      className={cx('relative', className)}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {rows.map((row) => (
        <li
          key={row.key}
          data-index={row.index}
          aria-setsize={count}
          aria-posinset={row.index + 1}
          className="absolute inset-x-0 top-0"
          ref={measured ? virtualizer.measureElement : undefined}
          style={{ ...(measured ? {} : { height: row.size }), transform: `translateY(${row.start - offset}px)` }}
        >
          {render(row.index)}
        </li>
      ))}
    </ul>
  );
}

function nextRow(key: string, index: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(count - 1, index + 1);
  if (key === 'ArrowUp') return Math.max(0, index - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}
