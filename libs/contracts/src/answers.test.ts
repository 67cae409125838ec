import { expect, test } from 'vitest';
import { ProblemSchema } from './problem.ts';
import { WhoamiSchema } from './api-key.ts';

// Clients are updated later than servers: what a newer server adds must not break an older client.
test.each([
  [
    ProblemSchema,
    { type: 'about:blank', title: 't', status: 404, code: 'not_found', detail: 'd', requestId: 'r' },
  ],
  [WhoamiSchema, { kind: 'user', name: 'n', team: { slug: 's', name: 'n' }, scopes: ['certificates:read'] }],
])('an answer with a field that is not known yet is read without it', (schema, answer) => {
  expect(schema.parse({ ...answer, addedLater: true })).toEqual(answer);
});
