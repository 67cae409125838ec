import { expect, test } from 'vitest';
import { empty } from './answer.ts';
import { route } from './route.ts';

test('a route that does not say who may call it does not compile', () => {
  const unguarded = route(
    // @ts-expect-error `access` is missing: the type check of the tests fails if this line compiles
    { method: 'get', path: '/v1/secrets', summary: 'Forgotten', answers: [] },
    () => Promise.resolve(empty(204)),
  );
  expect(unguarded.access).toBeUndefined();
});

test('a public route’s handler has no caller, any other has one', () => {
  const answers = [{ status: 204, description: 'Done.' }];
  route({ method: 'get', path: '/open', access: 'public', summary: 'Open', answers }, ({ caller }) => {
    caller satisfies null;
    return Promise.resolve(empty(204));
  });
  const guarded = route(
    { method: 'get', path: '/closed', access: 'keys:manage', summary: 'Closed', answers },
    ({ caller }) => Promise.resolve(empty(caller.scopes.has('keys:manage') ? 204 : 500)),
  );
  expect(guarded.access).toBe('keys:manage');
});
