const libs = ['contracts', 'crypto', 'domain', 'bundle', 'client', 'store', 'queue', 'keystore', 'runtime'];

const inLibs = (names: readonly string[]): string[] => names.map((name) => `libs/${name}`);

/**
 * The import table of docs/architecture.md: what the product code of each room may import of the other rooms.
 * An entry names a room or, where it goes deeper, one folder of it. `tools/` may import anything and is not listed.
 */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  'apps/api': inLibs(libs.filter((lib) => lib !== 'keystore' && lib !== 'client')),
  'apps/worker': inLibs(['contracts', 'crypto', 'domain', 'store', 'queue', 'keystore', 'runtime']),
  // Of crypto and bundle, only what runs in a browser.
  'apps/dashboard': inLibs(['contracts', 'client', 'crypto/src/names', 'bundle']),
  'libs/contracts': [],
  'libs/crypto': [],
  'libs/domain': inLibs(['contracts', 'crypto']),
  'libs/bundle': inLibs(['contracts', 'crypto']),
  'libs/client': inLibs(['contracts']),
  'libs/store': inLibs(['contracts', 'domain']),
  'libs/queue': inLibs(['contracts']),
  'libs/keystore': inLibs(['crypto']),
  'libs/runtime': inLibs(['contracts']),
};
