/** `files` of a JavaScript script: its inputs by path, and what it leaves for its outputs. In memory only. */
import type { ScriptFile } from '../shared/sandbox-protocol.ts';
import { asUtf8, define, mapForEach, mapGet, mapSet, SafeMap, SafeUint8Array, utf8Decoder } from './captured.ts';

export function createFiles(inputs: readonly ScriptFile[]) {
  const files = new SafeMap<string, Uint8Array>();
  for (const { path, bytes } of inputs) files.set(path, bytes);
  const left = (path: string): Uint8Array | undefined => mapGet(files, path) as Uint8Array | undefined;
  const read = (path: string): Uint8Array => {
    const bytes = left(path);
    if (bytes === undefined) throw new Error(`There is no file ${path} here: name it in 'inputs' to have it.`);
    return bytes;
  };
  const api = Object.freeze({
    /** Paths of all files, inputs and what was written. */
    list(): string[] {
      const names: string[] = [];
      mapForEach(files, (_bytes, path) => {
        define(names, names.length, path as string);
      });
      return names;
    },
    text: (path: string): string => utf8Decoder()(read(path)),
    bytes: (path: string): Uint8Array => new SafeUint8Array(read(path)),
    write(path: string, content: string | Uint8Array): void {
      if (typeof path !== 'string') throw new TypeError('files.write(path, content): the path is text');
      if (typeof content !== 'string' && !(content instanceof SafeUint8Array))
        throw new TypeError('files.write(path, content): the content is text or a Uint8Array');
      mapSet(files, path, typeof content === 'string' ? asUtf8(content) : new SafeUint8Array(content));
    },
  });
  return { api, left };
}
