/**
 * The decisions of set-up that need no machine. Hunts: a needless or a missing reinstallation, files of the package's own app
 * ending up in Electron's folder, missing libraries that go unnoticed.
 */
import { describe, expect, it } from 'vitest';
import { missingOptional } from '../../../scripts/complete-lock.mjs';
import { hasAllPackages } from '../../../scripts/setup/dependencies.mjs';
import { distPlaceOf } from '../../../scripts/setup/electron-registry.mjs';
import { forOlderNodeApi } from '../../../scripts/setup/sqlite.mjs';
import { missingLibraries } from '../../../scripts/setup/system-packages.mjs';

describe('hasAllPackages', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-another-platform': { version: '1.0.0', optional: true },
  };

  it('is content when only optional packages are missing', () => {
    expect(hasAllPackages(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  });

  it.each([
    ['a package is missing', {}],
    ['a version differs', { 'node_modules/a': { version: '1.0.1' } }],
    ['a package is left over', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }],
  ])('is not content when %s', (_, installed) => {
    expect(hasAllPackages(wanted, installed)).toBe(false);
  });
});

describe('distPlaceOf', () => {
  it('takes the runtime, under the name of Electron, and leaves the app that came with it', () => {
    const names = [
      'Cypress/',
      'Cypress/Cypress',
      'Cypress/locales/de.pak',
      'Cypress/resources/app/index.js',
      'Cypress/browser_v8_context_snapshot.bin',
      'Cypress/v8_context_snapshot.bin',
      'other/file',
    ];
    expect(names.map((name) => distPlaceOf(name))).toEqual([
      undefined,
      'electron',
      'locales/de.pak',
      undefined,
      undefined,
      'v8_context_snapshot.bin',
      undefined,
    ]);
  });
});

describe('missingLibraries', () => {
  it('names each library that ldd did not find once', () => {
    const output = [
      '\tlibgtk-3.so.0 => /lib/x86_64-linux-gnu/libgtk-3.so.0 (0x00007f)',
      '\tlibnss3.so => not found',
      '\tlibasound.so.2 => not found',
      '\tlibnss3.so => not found',
    ].join('\n');
    expect(missingLibraries(output)).toEqual(['libnss3.so', 'libasound.so.2']);
  });
});

describe('forOlderNodeApi', () => {
  it('replaces the Node-API version by the two defines, and refuses a file without it', () => {
    expect(forOlderNodeApi("'defines': ['NAPI_VERSION=10', 'X']")).toBe(
      "'defines': ['NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT', 'X']",
    );
    expect(() => forOlderNodeApi('')).toThrow('not as expected');
  });
});

describe('missingOptional', () => {
  it('adds exactly the optional packages that the lock file omits, with the platform their names tell', () => {
    const packages = {
      'node_modules/tool': {
        dev: true,
        optionalDependencies: {
          '@tool/linux-x64-musl': '1.2.3',
          '@tool/darwin-arm64': '1.2.3',
          '@tool/wasm32-wasi': '1.2.3',
        },
      },
      'node_modules/@tool/darwin-arm64': {},
    };
    expect(missingOptional(packages)).toEqual({
      'node_modules/@tool/linux-x64-musl': {
        version: '1.2.3',
        cpu: ['x64'],
        libc: ['musl'],
        os: ['linux'],
        dev: true,
        optional: true,
      },
      'node_modules/@tool/wasm32-wasi': { version: '1.2.3', cpu: ['wasm32'], dev: true, optional: true },
    });
  });
});
