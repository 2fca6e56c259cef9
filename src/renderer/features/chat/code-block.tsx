import { type ReactNode, useRef } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { text } from '../../text.ts';

/** Code as it was written; it scrolls by itself, and can be taken whole. */
export function CodeBlock({ children }: { children: ReactNode }) {
  const code = useRef<HTMLPreElement>(null);
  return (
    <div className="group/code relative">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself can be scrolled by keys */}
      <pre ref={code} tabIndex={0}>
        {children}
      </pre>
      <span className="absolute top-1.5 right-1.5 rounded-s bg-card opacity-0 transition focus-within:opacity-100 group-focus-within/code:opacity-100 group-hover/code:opacity-100">
        <CopyButton label={text.chat.code.copy} value={() => code.current?.textContent ?? ''} />
      </span>
    </div>
  );
}
