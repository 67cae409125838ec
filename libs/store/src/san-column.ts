import type { SubjectAltName } from '@certline/domain';

/** The text of a SAN in `certificate.sans`: its type, a colon, its value. */
export const sanToColumn = ({ type, value }: SubjectAltName): string => `${type}:${value}`;

const TYPES: readonly SubjectAltName['type'][] = ['dns', 'ip', 'email', 'uri'];

/** Reads what `sanToColumn` wrote. */
export function sanFromColumn(text: string): SubjectAltName {
  const colon = text.indexOf(':');
  const type = TYPES.find((candidate) => candidate === text.slice(0, colon));
  if (type === undefined)
    throw new Error(`certificate.sans holds an entry of unknown type: ${text.slice(0, colon)}`);
  return { type, value: text.slice(colon + 1) };
}
