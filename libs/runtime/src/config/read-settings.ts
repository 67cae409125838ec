import { readFileSync } from 'node:fs';
import type { SettingName, Settings } from './settings.ts';
import { SETTINGS } from './settings.ts';

/** Everything that is wrong with the configuration, a line each, values left out. */
export class ConfigurationError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the named settings from the environment, once, at start.
 * A secret may be given as `<NAME>_FILE`, the path of a file that holds it.
 * @throws ConfigurationError naming every fault at once.
 */
export function readSettings<Name extends SettingName>(
  names: readonly Name[],
  environment: Environment = process.env,
): Pick<Settings, Name> {
  const faults: string[] = [];
  const entries = names.map((name) => {
    const text = readText(name, environment, faults);
    const parsed = SETTINGS[name].schema.safeParse(text);
    if (parsed.success) return [name, parsed.data] as const;
    const unset = text === undefined ? ' It is not set.' : '';
    const { description } = SETTINGS[name];
    const messages = [...new Set(parsed.error.issues.map((issue) => issue.message))].join(' ');
    faults.push(`${name}: ${messages}${unset} (${description})`);
    return [name, undefined] as const;
  });
  if (faults.length > 0) throw new ConfigurationError(faults);
  // Each value came out of the schema that Settings derives its type from.
  return Object.fromEntries(entries) as Pick<Settings, Name>;
}

function readText(name: SettingName, environment: Environment, faults: string[]): string | undefined {
  const text = environment[name] === '' ? undefined : environment[name];
  const file = SETTINGS[name].secret ? environment[`${name}_FILE`] : undefined;
  if (file === undefined || file === '') return text;
  if (text !== undefined) {
    faults.push(`${name}: give either ${name} or ${name}_FILE, not both.`);
    return text;
  }
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    faults.push(`${name}_FILE: cannot read ${file} (${why}).`);
    return undefined;
  }
}
