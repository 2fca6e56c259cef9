/** What was typed and not sent, by conversation. It outlives the page: a window that is hidden for long is let go and made anew. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface DraftsStore {
  drafts: Record<string, string>;
}

const createInitialState = (): DraftsStore => ({ drafts: {} });

export const useDraftsStore = create<DraftsStore>()(persist(createInitialState, { name: 'drafts' }));

const newConversation = 'new';
const keyOf = (conversationId: string | null): string => conversationId ?? newConversation;

export function selectDraft(conversationId: string | null) {
  return (state: DraftsStore): string => state.drafts[keyOf(conversationId)] ?? '';
}

export function setDraft(conversationId: string | null, draft: string): void {
  useDraftsStore.setState(({ drafts }) => {
    const { [keyOf(conversationId)]: _replaced, ...others } = drafts;
    return { drafts: draft === '' ? others : { ...others, [keyOf(conversationId)]: draft } };
  });
}
