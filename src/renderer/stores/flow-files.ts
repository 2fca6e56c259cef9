/** Copies of flows, and flows from files: what is being looked at before it is stored. */
import { create } from 'zustand';
import type { FlowFileCard } from '../../shared/domain/flow-change.ts';
import { client } from '../ipc-client.ts';
import { text } from '../text.ts';
import { loadFlows } from './flows.ts';
import { openFlow } from './route.ts';
import { reportError, showToast } from './toasts.ts';

interface FlowFilesStore {
  /** The file that is looked at; null while none is. */
  looked: { file: { fileName: string; text: string }; card: FlowFileCard } | null;
  adding: boolean;
}

const createInitialState = (): FlowFilesStore => ({ looked: null, adding: false });

export const useFlowFilesStore = create<FlowFilesStore>()(createInitialState);

export const selectLooked = (state: FlowFilesStore) => state.looked;
export const selectAdding = (state: FlowFilesStore) => state.adding;

const mostBytes = 4_000_000;

export async function duplicateFlow(flowId: string, name: string): Promise<void> {
  try {
    const copy = await client.flowFiles.duplicate({ flowId });
    void loadFlows();
    openFlow(copy.flowId);
    showToast({ title: text.change.files.duplicated(name) });
  } catch (error) {
    reportError(error);
  }
}

export async function exportFlow(flowId: string): Promise<void> {
  try {
    const { file } = await client.flowFiles.export({ flowId });
    if (file !== null) showToast({ title: text.change.files.exported });
  } catch (error) {
    reportError(error);
  }
}

/** By the file dialog. */
export async function chooseFlowFile(): Promise<void> {
  try {
    const file = await client.flowFiles.choose();
    if (file !== null) await look(file);
  } catch (error) {
    reportError(error);
  }
}

/** Dropped onto the page. */
export async function lookAtFile(dropped: File): Promise<void> {
  try {
    if (dropped.size > mostBytes) throw new Error(text.change.files.tooLong(dropped.name));
    await look({ fileName: dropped.name, text: await dropped.text() });
  } catch (error) {
    reportError(error);
  }
}

async function look(file: { fileName: string; text: string }): Promise<void> {
  const card = await client.flowFiles.look(file);
  useFlowFilesStore.setState({ looked: { file, card } });
}

export function leaveFlowFile(): void {
  useFlowFilesStore.setState({ looked: null });
}

/** The user agreed to what the card says. */
export async function addFlowFile(): Promise<void> {
  const { looked } = useFlowFilesStore.getState();
  if (!looked?.card.flow) return;
  useFlowFilesStore.setState({ adding: true });
  try {
    const { flowId } = await client.flowFiles.add(looked.file);
    const { name } = looked.card.flow;
    useFlowFilesStore.setState({ looked: null });
    void loadFlows();
    openFlow(flowId);
    showToast({ title: text.change.files.added(name) });
  } catch (error) {
    reportError(error);
  } finally {
    useFlowFilesStore.setState({ adding: false });
  }
}
