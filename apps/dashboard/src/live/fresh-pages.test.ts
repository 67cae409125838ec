import { type Certificate, CertificateIdSchema, type Page } from '@certline/contracts';
import { expect, test } from 'vitest';
import { withFreshFirst, withReplaced } from './fresh-pages.ts';

const id = (index: number) =>
  CertificateIdSchema.parse(`0199b7a4-7c1e-7c39-9c7e-${index.toString(16).padStart(12, '0')}`);

function certificate(index: number, status: Certificate['status'] = 'issued'): Certificate {
  return { id: id(index), status } as Certificate;
}

const page = (nextCursor: string | null, ...items: Certificate[]): Page<Certificate> => ({
  items,
  nextCursor,
});
const idsOf = (pages: Page<Certificate>[]) =>
  pages.map(({ items }) => items.map((item) => Number(`0x${item.id.slice(-12)}`)));

test('a new certificate comes to the head and nothing falls between the pages', () => {
  const pages = [page('a', certificate(4), certificate(3)), page(null, certificate(2), certificate(1))];
  const merged = withFreshFirst(pages, page('b', certificate(5, 'queued'), certificate(4)));
  expect(idsOf(merged)).toEqual([
    [5, 4, 3],
    [2, 1],
  ]);
  expect(merged.map(({ nextCursor }) => nextCursor)).toEqual(['a', null]);
});

test('a certificate that changed further down is replaced where it stands', () => {
  const pages = [page('a', certificate(2)), page(null, certificate(1, 'failed'))];
  const replaced = withReplaced(pages, [certificate(1, 'queued')]);
  expect(replaced[1]?.items[0]?.status).toBe('queued');
  expect(idsOf(replaced)).toEqual([[2], [1]]);
});
