import { SETTINGS } from './settings.ts';

/** The text of `docs/configuration.md`. A test holds the file against it. */
export function describeSettings(): string {
  const rows = Object.entries(SETTINGS).map(([name, { schema, secret, usedBy, description }]) => {
    const byDefault = schema.safeParse(undefined);
    const fallback = byDefault.success
      ? byDefault.data === undefined
        ? 'unset'
        : `\`${String(byDefault.data)}\``
      : '**required**';
    return `| \`${name}\` | ${usedBy.join(', ')} | ${fallback} | ${secret ? 'yes' : ''} | ${description} |`;
  });
  return [
    '# Configuration',
    '',
    'Every part reads its settings from environment variables, once, at start, and names every fault at once.',
    'A secret can be given as `<NAME>_FILE` instead: the path of a file that holds it.',
    '',
    '<!-- Generated from libs/runtime/src/config/settings.ts; `npx vitest run --project runtime -u` writes it anew. -->',
    '',
    '| setting | read by | default | secret | what it is |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
