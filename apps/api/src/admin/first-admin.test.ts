import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApi } from '../../test/api-harness.ts';
import { startTestApi } from '../../test/api-harness.ts';
import { createStartKey, ensureFirstAdmin } from './first-admin.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const admin = (password: string) =>
  ensureFirstAdmin({
    ...{ databaseUrl: api.ownerUrl, email: 'first@certline.test', password },
    ...{ teamSlug: 'first', teamName: 'First team' },
  });

async function recorded(): Promise<{ type: string; team: boolean; text: string }[]> {
  const rows = await api.store.db
    .selectFrom('audit_event')
    .select(['record', 'team_id'])
    .orderBy('id')
    .execute();
  return rows.flatMap(({ record, team_id }) => {
    const text = Buffer.from(record).toString();
    const { event } = JSON.parse(text) as { event: { type: string } };
    return /^(user|team)\./.test(event.type) ? [{ type: event.type, team: team_id !== null, text }] : [];
  });
}

test('what set-up makes is on record once, however many run at once, and no password is', async () => {
  const password = 'correct horse battery';
  await Promise.all([admin(password), admin(password), admin(password)]);
  await admin(password);
  const made = await recorded();
  expect(made.map(({ type, team }) => ({ type, team }))).toEqual([
    { type: 'user.created', team: false },
    { type: 'team.created', team: true },
    { type: 'team.member_added', team: true },
  ]);

  await admin('another horse battery');
  const after = await recorded();
  expect(after.map(({ type }) => type).slice(3)).toEqual(['user.password_replaced']);
  expect(after.map(({ text }) => text).join('\n')).not.toContain('horse battery');
});

test('a team that comes with its first key is on record too', async () => {
  const before = (await recorded()).length;
  const key = {
    databaseUrl: api.ownerUrl,
    ...{ teamSlug: 'second', teamName: 'Second team', name: 'npm start' },
  };
  const existing = await createStartKey(key);
  expect(await createStartKey({ ...key, existing })).toBe(existing);
  expect((await recorded()).slice(before).map(({ type }) => type)).toEqual(['team.created']);
});
