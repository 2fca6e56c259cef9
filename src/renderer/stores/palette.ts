import { create } from 'zustand';

interface PaletteStore {
  open: boolean;
}

const createInitialState = (): PaletteStore => ({ open: false });

export const usePaletteStore = create<PaletteStore>()(createInitialState);
export const selectPaletteOpen = (state: PaletteStore) => state.open;

export const openPalette = (): void => usePaletteStore.setState({ open: true });
export const closePalette = (): void => usePaletteStore.setState({ open: false });
