import type { ModelEndpoint } from '../../shared/domain/model.ts';
import { client } from '../ipc-client.ts';
import { text } from '../text.ts';
import { reportError, showToast } from './toasts.ts';

/** At once; the note takes it back. @param onRestored reads again what shows the models */
export async function removeModel(
  { id, label }: Pick<ModelEndpoint, 'id' | 'label'>,
  onRestored: () => void,
): Promise<void> {
  await client.models.remove({ id });
  showToast({
    title: text.settings.modelRemoved(label),
    action: { label: text.common.undo, run: () => void restoreModel(id, onRestored) },
    undo: true,
  });
}

async function restoreModel(id: string, onRestored: () => void): Promise<void> {
  try {
    await client.models.restore({ id });
  } catch (error) {
    reportError(error);
  }
  onRestored();
}
