import { z } from 'zod';
import { repositoryFiles, textOf } from './repository.ts';

const ranges = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({
  dependencies: ranges,
  devDependencies: ranges,
  optionalDependencies: ranges,
});
type Manifest = z.infer<typeof manifestSchema>;

/** Every package.json of the workspace. */
export const manifestFiles: readonly string[] = (await repositoryFiles()).filter((file) =>
  /^((apps|libs|tools)\/[^/]+\/)?package[.]json$/.test(file),
);

export async function readManifest(file: string): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse((await textOf(file)) ?? '{}'));
}
