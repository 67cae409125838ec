import type { Certificate, Page } from '@certline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../../test/api-harness.ts';
import { startTestApi } from '../../../test/api-harness.ts';

let api: TestApi;
const made: Certificate[] = [];
beforeAll(async () => {
  api = await startTestApi();
  for (let index = 0; index < 7; index += 1) {
    made.push(
      await api.request({
        commonName: `host${index}.imdst.com`,
        sans: [`also${index}.example.net`],
        labels: { env: index < 3 ? 'prod' : 'test' },
      }),
    );
  }
});
afterAll(() => api.close());

const list = (query: string) => api.call<Page<Certificate>>('GET', `/v1/certificates${query}`);
const newestFirst = () => made.map(({ id }) => id).reverse();

test('pages follow each other, newest first, each certificate once', async () => {
  const ids: string[] = [];
  let query = '?limit=3';
  for (let pages = 0; ; pages += 1) {
    const { body } = await list(query);
    ids.push(...body.items.map(({ id }) => id));
    expect(pages).toBeLessThan(4);
    if (body.nextCursor === null) break;
    query = `?limit=3&cursor=${body.nextCursor}`;
  }
  expect(ids).toEqual(newestFirst());
});

test.each([
  ['?q=host3', [3]],
  ['?q=HOST3.imdst.com', [3]],
  ['?q=also4', [4]],
  ['?q=example.net&label=env:prod', [2, 1, 0]],
  ['?label=env:prod', [2, 1, 0]],
  ['?label=env:nonesuch', []],
  ['?status=queued', [6, 5, 4, 3, 2, 1, 0]],
  ['?status=issued', []],
  ['?authority=default&limit=1', [6]],
  ['?authority=self', []],
  ['?batch=nonesuch', []],
  ['?expiresBefore=2020-01-01T00:00:00Z', []],
  ['?q=%25', []],
])('%s finds what it says', async (query, wanted) => {
  const { status, body } = await list(query);
  expect(status).toBe(200);
  expect(body.items.map(({ id }) => id)).toEqual(wanted.map((index) => made[index]?.id));
});

test.each(['x', 'YzE6', Buffer.from('c1:not-a-uuid').toString('base64url'), 'A'.repeat(500), '%00', 'c1:'])(
  'the cursor %j, which no answer held, is refused',
  async (cursor) => {
    const reply = await api.call('GET', `/v1/certificates?cursor=${cursor}`);
    expect([reply.status, reply.body.code]).toEqual([400, 'cursor_invalid']);
  },
);

test.each([
  'limit=0',
  'limit=201',
  'limit=many',
  'limit=1&limit=2',
  'status=lost',
  'label=x',
  'colour=red',
  'expiresBefore=soon',
  'q=%00',
  'label=x:%00',
  'authority=%00',
  'batch=%00',
])('the query %s is refused with its fault', async (query) => {
  const reply = await api.call('GET', `/v1/certificates?${query}`);
  expect([reply.status, reply.body.code]).toEqual([400, 'query_malformed']);
  expect(reply.body.errors?.[0]?.path).toBe(query.split('=')[0]);
});
