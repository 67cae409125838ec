import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from './fixtures.ts';
import { apiOf } from './installation.ts';
import { withoutWorker } from './worker.ts';

const images = join(import.meta.dirname, '../../../docs/images');
const NAMES = ['wiki', 'git', 'grafana', 'mail', 'vpn', 'auth', 'cdn', 'shop', 'api'];

test.use({ colorScheme: 'light', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 });

test('the pictures of the README', async ({ page, installation }) => {
  await mkdir(images, { recursive: true });
  const { certificates } = apiOf(installation);
  for (const [index, name] of NAMES.entries()) {
    const host = `${name}.imdst.com`;
    const validityDays = 20 + index * 30;
    await certificates.create({ sans: [host, `www.${host}`], validityDays }, { waitSeconds: 20 });
  }
  const made = await certificates.create(
    {
      commonName: 'test.imdst.com',
      sans: ['test.imdst.com', 'www.imdst.com', '10.0.0.7'],
      labels: { env: 'prod' },
    },
    { waitSeconds: 20 },
  );
  await withoutWorker(installation, async () => {
    await certificates.create({ sans: ['new.imdst.com'] });
    await page.goto('/certificates');
    await page
      .getByRole('status')
      .filter({ hasText: /^Live$/ })
      .waitFor();
    await page.screenshot({ path: join(images, 'certificates.png') });
  });
  await page.goto(`/certificates/${made.id}`);
  await page.getByText('server_name').first().waitFor();
  await page.setViewportSize({ width: 1280, height: 1240 });
  await page.screenshot({ path: join(images, 'certificate.png') });
});
