/** In each worker: what its tests start is on the display that is this worker's. */
import { inject } from 'vitest';

const display = inject('displays')[Number(process.env.VITEST_POOL_ID) - 1];
if (!display) throw new Error(`There is no display for worker ${process.env.VITEST_POOL_ID} (tests/support/displays).`);
for (const [name, value] of Object.entries(display))
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
