import { useEffect, useState } from 'react';
import type { TemplatePreview, TemplateValues } from '../../../shared/domain/template.ts';
import type { MajordomoError } from '../../../shared/errors.ts';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { asMajordomoError, client } from '../../ipc-client.ts';

export interface ShownPreview {
  /** The values it is of; what was last made stays until that of newer values is there. */
  values: TemplateValues;
  preview: TemplatePreview | null;
  error: MajordomoError | null;
}

/** What the values would become, as they are typed; null before the first answer. */
export function useTemplatePreview(templateId: string, values: TemplateValues): ShownPreview | null {
  const settled = useDebounced(values, 180);
  const [shown, setShown] = useState<ShownPreview | null>(null);
  useEffect(() => {
    let stale = false;
    client.templates.preview({ templateId, values: settled }).then(
      (preview) => !stale && setShown({ values: settled, preview, error: null }),
      (error: unknown) => !stale && setShown({ values: settled, preview: null, error: asMajordomoError(error) }),
    );
    return () => {
      stale = true;
    };
  }, [templateId, settled]);
  return shown;
}
