/**
 * The zip reader that set-up uses instead of `unzip`. Hunts: lost execute bits and links, entries written outside the folder,
 * zip64 archives read with 32-bit fields, damaged archives taken for good ones.
 */
import { mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readZipEntries, unzip } from '../../../scripts/setup/zip.mjs';

interface Item {
  name: string;
  content: string;
  /** Unix mode with its file type bits. */
  mode?: number;
  stored?: boolean;
  /** Writes sizes and offset as 64-bit values in the extra field. */
  zip64?: boolean;
  /** Claims another size than the content has. */
  claimedBytes?: number;
}

function zipOf(items: Item[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode = 0o100644, stored = false, zip64 = false, claimedBytes } of items) {
    const nameBytes = Buffer.from(name);
    const data = stored ? Buffer.from(content) : deflateRawSync(content);
    const bytes = claimedBytes ?? Buffer.byteLength(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(nameBytes.length, 26);
    local.writeUInt16LE(4, 28);
    const localExtra = Buffer.from([0x99, 0x99, 0, 0]);
    const extra = zip64 ? Buffer.alloc(28) : Buffer.alloc(0);
    if (zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      extra.writeBigUInt64LE(BigInt(bytes), 4);
      extra.writeBigUInt64LE(BigInt(data.length), 12);
      extra.writeBigUInt64LE(BigInt(offset), 20);
    }
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(stored ? 0 : 8, 10);
    entry.writeUInt32LE(zip64 ? 0xffffffff : data.length, 20);
    entry.writeUInt32LE(zip64 ? 0xffffffff : bytes, 24);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(zip64 ? 0xffffffff : offset, 42);
    directory.push(entry, nameBytes, extra);
    parts.push(local, nameBytes, localExtra, data);
    offset += local.length + nameBytes.length + localExtra.length + data.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const zip64 = items.some((item) => item.zip64);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : items.length, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : directoryBytes.length, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  const tail: Buffer[] = [];
  if (zip64) {
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(BigInt(items.length), 32);
    record.writeBigUInt64LE(BigInt(directoryBytes.length), 40);
    record.writeBigUInt64LE(BigInt(offset), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(offset + directoryBytes.length), 8);
    tail.push(record, locator);
  }
  return Buffer.concat([...parts, directoryBytes, ...tail, end, Buffer.from(comment)]);
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'majordomo-zip-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(items: Item[], comment?: string): Promise<string> {
  const path = join(folder, 'test.zip');
  await writeFile(path, zipOf(items, comment));
  return path;
}

const everything = (name: string) => name;

describe('unzip', () => {
  it('writes stored, deflated and empty entries with their modes, and makes the folders', async () => {
    const long = 'majordomo '.repeat(200_000);
    const path = await write(
      [
        { name: 'app/', content: '', mode: 0o040755, stored: true },
        { name: 'app/program', content: long, mode: 0o100755 },
        { name: 'app/deep/note.txt', content: 'stored', stored: true },
        { name: 'app/empty', content: '', stored: true },
      ],
      'a comment after the end record',
    );
    const out = join(folder, 'out');
    await unzip(path, out, everything);
    expect(await readFile(join(out, 'app/program'), 'utf8')).toBe(long);
    expect(await readFile(join(out, 'app/deep/note.txt'), 'utf8')).toBe('stored');
    expect((await stat(join(out, 'app/empty'))).size).toBe(0);
    expect((await stat(join(out, 'app/program'))).mode & 0o111).toBe(0o111);
    expect((await stat(join(out, 'app/deep/note.txt'))).mode & 0o111).toBe(0);
  });

  it('makes symbolic links', async () => {
    const path = await write([
      { name: 'target', content: 'x' },
      { name: 'link', content: 'target', mode: 0o120777 },
    ]);
    await unzip(path, join(folder, 'out'), everything);
    expect(await readlink(join(folder, 'out', 'link'))).toBe('target');
  });

  it('leaves out and renames what it is told to', async () => {
    const path = await write([
      { name: 'a/keep', content: '1' },
      { name: 'a/drop', content: '2' },
    ]);
    await unzip(path, join(folder, 'out'), (name: string) => (name === 'a/keep' ? 'kept' : undefined));
    expect(await readdir(join(folder, 'out'))).toEqual(['kept']);
  });

  it('reads zip64 archives', async () => {
    const path = await write([
      { name: 'one', content: 'first', zip64: true },
      { name: 'two', content: 'second', zip64: true },
    ]);
    await unzip(path, join(folder, 'out'), everything);
    expect(await readFile(join(folder, 'out', 'two'), 'utf8')).toBe('second');
  });

  it.each(['../outside', '/absolute', 'a/../../outside'])('refuses to write %s', async (name) => {
    const path = await write([{ name, content: 'x' }]);
    await expect(unzip(path, join(folder, 'out'), everything)).rejects.toThrow('points outside the folder');
  });

  it('refuses an entry whose size is not the promised one', async () => {
    const path = await write([{ name: 'short', content: 'abc', claimedBytes: 5 }]);
    await expect(unzip(path, join(folder, 'out'), everything)).rejects.toThrow('3 bytes instead of 5');
  });
});

describe('readZipEntries', () => {
  it('refuses a file that is not a zip', async () => {
    const path = join(folder, 'test.zip');
    await writeFile(path, 'no zip at all, only some text of a few dozen bytes');
    await expect(readZipEntries(path)).rejects.toThrow('not a zip file');
  });
});
