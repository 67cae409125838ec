/** More than this the API refuses in one certificate. */
export const MOST_NAMES = 100;

/**
 * The names in a text that was typed or pasted: apart by spaces, commas, semicolons or lines, each once, in
 * their order. A pasted address (`https://host:8443/path`) counts as its host.
 */
export function splitNames(text: string): string[] {
  const names = text
    .split(/[\s,;]+/)
    .map(hostOfAddress)
    .filter((name) => name !== '');
  return [...new Set(names)];
}

function hostOfAddress(word: string): string {
  const host = /^https?:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(word)?.[1];
  return (host ?? word).replace(/^\[(.*)\]$/, '$1');
}
