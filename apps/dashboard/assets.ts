import { cpSync } from 'node:fs';
import { join } from 'node:path';

// The standalone server carries its code alone: the files that browsers load are put beside it here.
const here = import.meta.dirname;
cpSync(join(here, '.next/static'), join(here, '.next/standalone/apps/dashboard/.next/static'), {
  recursive: true,
});
