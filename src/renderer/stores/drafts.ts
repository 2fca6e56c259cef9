import { create } from 'zustand';

interface DraftsStore {
  /** What is written but not sent, by conversation; in memory only. */
  drafts: Record<string, string>;
}

const createInitialState = (): DraftsStore => ({ drafts: {} });

export const useDraftsStore = create<DraftsStore>()(createInitialState);

const keyOf = (conversationId: string | null) => conversationId ?? 'new';

export function selectDraft(conversationId: string | null) {
  return (state: DraftsStore): string => state.drafts[keyOf(conversationId)] ?? '';
}

export function setDraft(conversationId: string | null, draft: string): void {
  useDraftsStore.setState((state) => ({ drafts: { ...state.drafts, [keyOf(conversationId)]: draft } }));
}
