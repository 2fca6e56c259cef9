/** Hunts for a terminal that dies of its owner's death: the app that carries a command out may be killed at any moment. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dataDirAt } from '../../../src/main/data-dir.ts';
import { askOwner, type ControlReply } from '../../../src/main/platform/control-channel.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('an owner that is killed before it has read the question is one that was reached and gave no exit code', async () => {
  const dataDir = dataDirAt(join(tempFolder(), 'data'));
  mkdirSync(dataDir.root);
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\majordomo-test-${process.pid}` : join(dataDir.root, 's');
  // What it has not read is what makes the system say ECONNRESET and not end of file.
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    socket.write('{"out":"begun"}\n');
    setTimeout(() => socket.destroy(), 50);
  });
  await new Promise<void>((resolve) => server.listen(address, resolve));
  onTestFinished(() => void server.close());
  writeFileSync(dataDir.controlFile, JSON.stringify({ address, token: 'token' }));
  const replies: ControlReply[] = [];
  const reached = await askOwner(dataDir, { cwd: '/', args: ['run', 'list'] }, (reply) => replies.push(reply));
  expect({ reached, replies }).toEqual({ reached: true, replies: [{ out: 'begun' }] });
});
