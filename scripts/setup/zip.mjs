import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/**
 * A small zip reader (PKWARE APPNOTE 6.3.9): `unzip` is missing on a bare machine, and set-up may use nothing but Node.
 * Reads stored and deflated entries, zip64, Unix modes and symbolic links. No encryption, no archives in several parts.
 * Checksums are not computed: the caller has verified the whole archive.
 */

/**
 * @typedef {object} ZipEntry
 * @property {string} name with forward slashes; a folder's ends with one
 * @property {number} mode Unix mode with its file type bits, 0 where the archive has none
 * @property {0 | 8} method stored or deflated
 * @property {number} compressedBytes
 * @property {number} bytes
 * @property {number} headerOffset of the local header, from the file's start
 */

const END_SIGNATURE = 0x06054b50;
const END_MIN_BYTES = 22;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_SIGNATURE = 0x06064b50;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_MIN_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_MIN_BYTES = 30;
const ZIP64_EXTRA = 0x0001;
const MAX_COMMENT_BYTES = 0xffff;
const FILE_TYPE_MASK = 0o170000;
const SYMLINK_TYPE = 0o120000;

async function readAt(file, position, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('the zip file ends too early');
  return buffer;
}

async function findDirectory(file, fileBytes) {
  const tailBytes = Math.min(fileBytes, END_MIN_BYTES + MAX_COMMENT_BYTES + ZIP64_LOCATOR_BYTES);
  const tail = await readAt(file, fileBytes - tailBytes, tailBytes);
  let end = tail.length - END_MIN_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw new Error('not a zip file: it has no end record');
  const locator = end - ZIP64_LOCATOR_BYTES;
  if (locator >= 0 && tail.readUInt32LE(locator) === ZIP64_LOCATOR_SIGNATURE) {
    const record = await readAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (record.readUInt32LE(0) !== ZIP64_END_SIGNATURE) throw new Error('the zip64 end record is damaged');
    return {
      count: Number(record.readBigUInt64LE(32)),
      bytes: Number(record.readBigUInt64LE(40)),
      offset: Number(record.readBigUInt64LE(48)),
    };
  }
  return {
    count: tail.readUInt16LE(end + 10),
    bytes: tail.readUInt32LE(end + 12),
    offset: tail.readUInt32LE(end + 16),
  };
}

/** Replaces the fields that are all ones by their 64-bit values, which the extra field holds in this order. */
function readZip64Extra(extra, fields) {
  let at = 0;
  while (at + 4 <= extra.length) {
    const size = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === ZIP64_EXTRA) {
      let value = at + 4;
      for (const field of ['bytes', 'compressedBytes', 'headerOffset']) {
        if (fields[field] !== 0xffffffff) continue;
        fields[field] = Number(extra.readBigUInt64LE(value));
        value += 8;
      }
    }
    at += 4 + size;
  }
  return fields;
}

/**
 * The entries of a zip file, from its central directory.
 * @param {string} path
 * @returns {Promise<ZipEntry[]>}
 */
export async function readZipEntries(path) {
  const file = await open(path);
  try {
    const { count, bytes: directoryBytes, offset } = await findDirectory(file, (await file.stat()).size);
    const directory = await readAt(file, offset, directoryBytes);
    const entries = [];
    let at = 0;
    for (let index = 0; index < count; index += 1) {
      if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new Error('the zip directory is damaged');
      const nameEnd = at + ENTRY_MIN_BYTES + directory.readUInt16LE(at + 28);
      const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
      const sizes = readZip64Extra(directory.subarray(nameEnd, extraEnd), {
        compressedBytes: directory.readUInt32LE(at + 20),
        bytes: directory.readUInt32LE(at + 24),
        headerOffset: directory.readUInt32LE(at + 42),
      });
      entries.push({
        name: directory.toString('utf8', at + ENTRY_MIN_BYTES, nameEnd),
        mode: directory.readUInt32LE(at + 38) >>> 16,
        method: directory.readUInt16LE(at + 10),
        ...sizes,
      });
      at = extraEnd + directory.readUInt16LE(at + 32);
    }
    return entries;
  } finally {
    await file.close();
  }
}

async function dataOffset(file, entry) {
  const header = await readAt(file, entry.headerOffset, LOCAL_MIN_BYTES);
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new Error(`the zip entry ${entry.name} is damaged`);
  return entry.headerOffset + LOCAL_MIN_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function openEntry(path, file, entry) {
  if (entry.method !== 0 && entry.method !== 8)
    throw new Error(`${entry.name}: unknown compression method ${entry.method}`);
  if (entry.compressedBytes === 0) return [Readable.from([])];
  const start = await dataOffset(file, entry);
  const raw = createReadStream(path, { start, end: start + entry.compressedBytes - 1, highWaterMark: 1 << 20 });
  return entry.method === 8 ? [raw, createInflateRaw({ chunkSize: 1 << 20 })] : [raw];
}

/**
 * Unpacks some entries of a zip file into a folder.
 * @param {string} path the zip file
 * @param {string} folder where to, created as needed
 * @param {(name: string) => string | undefined} placeOf gives an entry's path under the folder; undefined leaves it out
 */
export async function unzip(path, folder, placeOf) {
  const entries = await readZipEntries(path);
  const file = await open(path);
  try {
    for (const entry of entries) {
      const place = placeOf(entry.name);
      if (place === undefined) continue;
      if (place.split(/[/\\]/).includes('..') || /^([/\\]|[A-Za-z]:)/.test(place)) {
        throw new Error(`the zip entry ${entry.name} points outside the folder`);
      }
      const target = join(folder, place);
      if (entry.name.endsWith('/')) {
        await mkdir(target, { recursive: true });
        continue;
      }
      await mkdir(dirname(target), { recursive: true });
      const streams = await openEntry(path, file, entry);
      if ((entry.mode & FILE_TYPE_MASK) === SYMLINK_TYPE) {
        const chunks = [];
        await pipeline(...streams, async (source) => {
          for await (const chunk of source) chunks.push(chunk);
        });
        await symlink(Buffer.concat(chunks).toString('utf8'), target);
        continue;
      }
      const output = createWriteStream(target, { mode: entry.mode & 0o777 || 0o644 });
      await pipeline(...streams, output);
      if (output.bytesWritten !== entry.bytes) {
        throw new Error(`the zip entry ${entry.name} has ${output.bytesWritten} bytes instead of ${entry.bytes}`);
      }
    }
  } finally {
    await file.close();
  }
}
