import { useCallback, useEffect, useState } from 'react';
import { copyText } from '../lib/copy-text.ts';

/** Copies, and says so for a moment. */
export function useCopied(): { copied: boolean; copy: (value: string) => void } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1400);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = useCallback((value: string) => {
    void copyText(value).then(() => setCopied(true));
  }, []);
  return { copied, copy };
}
