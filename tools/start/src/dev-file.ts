import { writePrivateJson } from './private-file.ts';

/** What `dev.json` tells a script about the running installation. Process ids are null for servers run elsewhere. */
export interface DevFile {
  readonly api: string;
  readonly dashboard: string;
  readonly email: string;
  readonly password: string;
  readonly apiKey: string;
  /** Path of the root certificate. */
  readonly root: string;
  readonly pids: {
    readonly api: number;
    readonly workers: readonly number[];
    readonly dashboard: number;
    readonly redis: number | null;
    readonly postgres: number | null;
  };
}

export const writeDevFile = (path: string, contents: DevFile): Promise<void> =>
  writePrivateJson(path, contents);
