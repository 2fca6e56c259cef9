import { Fragment, memo, useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { Tooltip } from '../../components/tooltip.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { markdownBlocks } from '../../lib/markdown-blocks.ts';
import { notifyCopied } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { CodeBlock } from './code-block.tsx';
import { type Highlighter, useHighlighter } from './use-highlighter.ts';

const remarkPlugins = [remarkGfm];
/** What is not known to be harmless goes; the highlighter comes after, so that only its own marks are added to what is left. */
const plain = [rehypeSanitize];

/** Nothing in a message navigates or loads: a link shows and copies its address, an image shows its words. */
const components: Components = {
  a: ({ href, children }) => <Address href={href ?? ''}>{children}</Address>,
  img: ({ alt, src }) => <span className="text-ink-3">{alt || String(src ?? '')}</span>,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself can be scrolled by keys
    <section tabIndex={0} aria-label={text.chat.code.table} className="overflow-x-auto">
      <table>{children}</table>
    </section>
  ),
};

export interface MarkdownProps {
  source: string;
  streaming: boolean;
}

export function Markdown({ source, streaming }: MarkdownProps) {
  // A whole reply is parsed as a whole: no cut can be wrong there.
  const blocks = useMemo(() => (streaming ? markdownBlocks(source) : [source]), [source, streaming]);
  // While it is written each piece would colour all of the code anew.
  const highlighter = useHighlighter(!streaming && source.includes('```'));
  return (
    <div className="prose" data-streaming={streaming}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end
        <Fragment key={index}>
          {index > 0 && '\n'}
          <Block source={block} highlighter={block.includes('```') ? highlighter : null} />
        </Fragment>
      ))}
    </div>
  );
}

/** Parsed again only when it has changed: while a reply is written, the last block alone has. */
const Block = memo(function Block({ source, highlighter }: { source: string; highlighter: Highlighter | null }) {
  return (
    <ReactMarkdown
      remarkPlugins={remarkPlugins}
      rehypePlugins={highlighter ? [...plain, highlighter] : plain}
      components={components}
      skipHtml
    >
      {source}
    </ReactMarkdown>
  );
});

function Address({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Tooltip
      content={
        <>
          {href}
          <span className="block opacity-70">{text.chat.linkHint}</span>
        </>
      }
    >
      <button
        type="button"
        onClick={() => void copyText(href).then(notifyCopied)}
        className="inline rounded-[3px] text-left text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
      >
        {children}
      </button>
    </Tooltip>
  );
}
