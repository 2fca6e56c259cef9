import { powerSaveBlocker } from 'electron';
import type { HoldAwake } from '../power/keep-awake.ts';

/** The system does not go to sleep by itself; the screen may, and the user may always send it to sleep. */
export const holdAwake: HoldAwake = () => {
  const id = powerSaveBlocker.start('prevent-app-suspension');
  return () => {
    powerSaveBlocker.stop(id);
  };
};
