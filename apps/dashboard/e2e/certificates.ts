import type { Page } from '@playwright/test';

let count = 0;

/** A host name that no other test uses. */
export function freshName(stem: string): string {
  count += 1;
  return `${stem}-${String(count)}-${Date.now().toString(36)}.imdst.com`;
}

/** The stations that the line on a certificate's page shows as done. */
export async function lineSays(page: Page): Promise<string> {
  return (await page.getByRole('region', { name: 'The line' }).getByRole('status').textContent()) ?? '';
}
