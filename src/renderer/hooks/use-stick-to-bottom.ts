import { useCallback, useLayoutEffect, useRef, useState } from 'react';

const nearPx = 60;

/**
 * Follows growing content as long as the user is at its end; scrolling up lets go, scrolling back takes hold again.
 * `key` names what is shown: a new one starts at the end. What `follows` nothing stays where it begins.
 */
export function useStickToBottom(key: string, follows = true) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const [atBottom, setAtBottom] = useState(true);

  const jump = useCallback((smooth = false) => {
    stuck.current = true;
    setAtBottom(true);
    const element = scroller.current;
    element?.scrollTo({ top: element.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
  }, []);

  /** Lets go of the end, because something else is to be in sight. */
  const leave = useCallback(() => {
    stuck.current = false;
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const near = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    stuck.current = near;
    setAtBottom(near);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation starts at its end
  useLayoutEffect(() => {
    if (!follows) return;
    jump();
    const observed = content.current;
    if (!observed) return;
    const observer = new ResizeObserver(() => {
      if (stuck.current) jump();
    });
    observer.observe(observed);
    return () => observer.disconnect();
  }, [key, follows, jump]);

  return { scroller, content, onScroll, atBottom, jump, leave };
}
