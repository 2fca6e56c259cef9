/** Sources that were changed and not saved, by flow. They outlive the tab, and the window. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface SourceDraft {
  text: string;
  /** The version that was changed. */
  basedOn: number;
}

interface SourceDraftsStore {
  drafts: Record<string, SourceDraft>;
}

const createInitialState = (): SourceDraftsStore => ({ drafts: {} });

export const useSourceDraftsStore = create<SourceDraftsStore>()(persist(createInitialState, { name: 'source-drafts' }));

export function selectSourceDraft(flowId: string) {
  return (state: SourceDraftsStore): SourceDraft | null => state.drafts[flowId] ?? null;
}

export function setSourceDraft(flowId: string, draft: SourceDraft | null): void {
  useSourceDraftsStore.setState(({ drafts }) => {
    const { [flowId]: _replaced, ...others } = drafts;
    return { drafts: draft === null ? others : { ...others, [flowId]: draft } };
  });
}
