import { pingDatabase } from '@certline/store';
import { z } from 'zod';
import type { Dependencies } from '../../dependencies.ts';
import { json } from '../../http/answer.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Route } from '../../http/route.ts';
import { route } from '../../http/route.ts';

const LONGEST_PING_MS = 2_000;

/** `GET /healthz`: the process answers. `GET /readyz`: so do Postgres and Redis. */
export function healthRoutes({ db, queue }: Dependencies): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/healthz',
        access: 'public',
        summary: 'Whether the process answers',
        answers: [
          {
            status: 200,
            description: 'It does.',
            contentType: 'application/json',
            schema: z.strictObject({ status: z.literal('ok') }),
          },
        ],
      },
      () => Promise.resolve(json(200, { status: 'ok' })),
    ),
    route(
      {
        method: 'get',
        path: '/readyz',
        access: 'public',
        summary: 'Whether Postgres and Redis answer as well',
        answers: [
          {
            status: 200,
            description: 'They do.',
            contentType: 'application/json',
            schema: z.strictObject({ status: z.literal('ready') }),
          },
        ],
      },
      async () => {
        const [database, redis] = await Promise.all([answers(pingDatabase(db)), answers(queue.ping())]);
        const away = [...(database ? [] : ['Postgres']), ...(redis ? [] : ['Redis'])];
        if (away.length === 0) return json(200, { status: 'ready' });
        throw new ApiError(
          'unavailable',
          `Not reachable at the moment: ${away.join(' and ')}. Try again shortly.`,
          {
            headers: { 'Retry-After': '2' },
          },
        );
      },
    ),
  ];
}

async function answers(ping: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LONGEST_PING_MS);
  });
  const answered = ping.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
