import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { panned, type TimelineSpan, zoomed } from '../lib/timeline.ts';

const buttonFactor = 0.6;

export interface TimelineView {
  view: TimelineSpan;
  isWhole: boolean;
  zoomIn: () => void;
  zoomOut: () => void;
  showAll: () => void;
  /** For the axis: plus, minus, arrows and 0; dragging it moves. */
  axisProps: {
    onKeyDown: (event: KeyboardEvent) => void;
    onPointerDown: (event: PointerEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
  };
}

/**
 * Which part of a run's time is shown; the whole of it until the user zooms, and then also as it grows.
 * @param area where Ctrl and the wheel zoom around the pointer, and Shift and the wheel move
 * @param axis the element as wide as the tracks
 */
export function useTimelineView(
  whole: TimelineSpan,
  area: RefObject<HTMLElement | null>,
  axis: RefObject<HTMLElement | null>,
): TimelineView {
  const [chosen, setChosen] = useState<TimelineSpan | null>(null);
  const view = chosen ?? whole;
  const latest = useRef({ view, whole });
  latest.current = { view, whole };
  const put = (next: TimelineSpan) => {
    const all = latest.current.whole;
    setChosen(next.startMs <= all.startMs && next.endMs >= all.endMs ? null : next);
  };
  const zoom = (factor: number, at = 0.5) => put(zoomed(latest.current.view, latest.current.whole, factor, at));
  const pan = (by: number) => put(panned(latest.current.view, latest.current.whole, by));
  const act = useRef({ zoom, pan });
  act.current = { zoom, pan };

  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const box = axis.current?.getBoundingClientRect();
      if (!box) return;
      const across = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const at = (event.clientX - box.left) / box.width;
        act.current.zoom(Math.exp(event.deltaY * 0.002), at >= 0 && at <= 1 ? at : 0.5);
      } else if (Math.abs(across) > 0 && (event.shiftKey || Math.abs(across) > Math.abs(event.deltaY))) {
        event.preventDefault();
        act.current.pan(across / box.width);
      }
    };
    // React's own listeners cannot keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [area, axis]);

  return {
    view,
    isWhole: chosen === null,
    zoomIn: () => zoom(buttonFactor),
    zoomOut: () => zoom(1 / buttonFactor),
    showAll: () => setChosen(null),
    axisProps: {
      onKeyDown: (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const action = keyAction(event.key, zoom, pan, () => setChosen(null));
        if (!action) return;
        event.preventDefault();
        action();
      },
      onPointerDown: (event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event) => {
        const width = axis.current?.clientWidth ?? 0;
        if (width > 0 && event.currentTarget.hasPointerCapture(event.pointerId)) pan(-event.movementX / width);
      },
    },
  };
}

function keyAction(
  key: string,
  zoom: (factor: number) => void,
  pan: (by: number) => void,
  showAll: () => void,
): (() => void) | null {
  if (key === '+' || key === '=') return () => zoom(buttonFactor);
  if (key === '-') return () => zoom(1 / buttonFactor);
  if (key === 'ArrowLeft') return () => pan(-0.2);
  if (key === 'ArrowRight') return () => pan(0.2);
  return key === '0' ? showAll : null;
}
