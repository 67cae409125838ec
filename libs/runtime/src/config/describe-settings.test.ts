import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeSettings } from './describe-settings.ts';

test('docs/configuration.md says what the schema says', async () => {
  const path = fileURLToPath(new URL('../../../../docs/configuration.md', import.meta.url));
  await expect(describeSettings()).toMatchFileSnapshot(path);
});
