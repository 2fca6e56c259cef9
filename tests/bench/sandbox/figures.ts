/** What the measured Electron hands back, and what the scripts of both sides have in common. */
export const targets = { warmP50Ms: 20, warmP99Ms: 50, freshOfWithoutSnapshot: 0.35 };

/** Times in ms, one a repetition. */
export interface LanguageFigures {
  freshMs: number[];
  firstMs: number[];
  smallReadyMs: number[];
  backToBackS: number;
  loopMs: number[];
  /** Shared memory counted fairly. */
  freshMb: number;
  usedMb: number;
}

export interface SandboxFigures {
  python: LanguageFigures;
  javascript: LanguageFigures;
  withoutSnapshotMs: number[];
}

/** The same arithmetic. */
export const loops = {
  python:
    'def f():\n    s = 0\n    for i in range(2_000_000):\n        s = (s * 31 + i) % 1_000_003\n    return s\nf()',
  javascript: 'let s = 0; for (let i = 0; i < 2_000_000; i++) s = (s * 31 + i) % 1_000_003; return s;',
};

export const small = {
  python: 'sum(n * n for n in input["numbers"])',
  javascript: 'return input.numbers.reduce((sum, n) => sum + n * n, 0)',
};

export const onePlusOne = { python: '1 + 1', javascript: 'return 1 + 1' };
