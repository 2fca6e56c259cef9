import { afterAll, onTestFinished } from 'vitest';
import { startWorld, type World, type WorldServer } from './world-server.ts';

/** The world of one test; closed when it has ended. */
export async function worldOfTest(world: World = {}): Promise<WorldServer> {
  const server = await startWorld(world);
  onTestFinished(() => server.close());
  return server;
}

/** The world of a file's tests; to be made in `beforeAll`. */
export async function worldOfFile(world: World = {}, port?: number): Promise<WorldServer> {
  const server = await startWorld(world, port);
  afterAll(() => server.close());
  return server;
}
