import { CertificateEventSchema } from '@certline/contracts';
import { parseEventId } from '@certline/store';
import type { Request } from 'express';
import { z } from 'zod';
import type { Caller } from '../access/caller.ts';
import { mayDo } from '../access/gatekeeper.ts';
import type { Identify } from '../access/identify.ts';
import type { Dependencies } from '../dependencies.ts';
import { streamTeamEvents } from '../events/team-stream.ts';
import { empty, STREAMING } from '../http/answer.ts';
import { ApiError } from '../http/api-error.ts';
import { route } from '../http/route.ts';

const ACCESS = 'certificates:read';
/** Each stream holds a connection and asks the database at every heartbeat. */
const MOST_STREAMS_OF_A_CALLER = 50;

/** `GET /v1/events`: what happens to the team's certificates, as it happens. */
export function teamEvents({ db, events, identify, metrics }: Dependencies) {
  const openStreams = new Map<string, number>();
  return route(
    {
      method: 'get',
      path: '/v1/events',
      access: ACCESS,
      summary: 'Follow the team’s certificates as server-sent events',
      requestHeaders: z.object({ 'Last-Event-ID': z.string().optional() }),
      answers: [
        {
          status: 200,
          description: 'Events named `certificate`; their data is a CertificateEvent. A comment every 15 s.',
          contentType: 'text/event-stream',
          schema: CertificateEventSchema,
        },
      ],
    },
    async ({ caller, request, response }) => {
      const lastEventId = request.get('Last-Event-ID');
      const resumeAfter = lastEventId === undefined ? null : parseEventId(lastEventId);
      if (resumeAfter === undefined) {
        throw new ApiError(
          'header_invalid',
          'Last-Event-ID is not an id of this stream. Leave it out to start anew.',
        );
      }
      // HEAD comes here too (express), and has nothing to wait for.
      if (request.method === 'HEAD')
        return empty(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
      const holder = `${caller.kind}:${caller.id}`;
      const held = openStreams.get(holder) ?? 0;
      if (held >= MOST_STREAMS_OF_A_CALLER) throw tooManyStreams();
      openStreams.set(holder, held + 1);
      metrics.streamOpened();
      try {
        await streamTeamEvents(response, {
          db,
          events,
          team: caller.team.id,
          resumeAfter,
          mayStillRead: () => mayStillRead(identify, request, caller),
        });
      } finally {
        metrics.streamClosed();
        const left = (openStreams.get(holder) ?? 1) - 1;
        if (left === 0) openStreams.delete(holder);
        else openStreams.set(holder, left);
      }
      return STREAMING;
    },
  );
}

const tooManyStreams = (): ApiError =>
  new ApiError(
    'rate_limited',
    `You follow ${MOST_STREAMS_OF_A_CALLER} event streams already. Close some, or share one among your programs.`,
    { headers: { 'Retry-After': '15' } },
  );

/** Whether the request that opened the stream would still be let in. */
async function mayStillRead(identify: Identify, request: Request, before: Caller): Promise<boolean> {
  try {
    const identity = await identify(request);
    if (identity === null) return false;
    const { id, team } = identity.caller;
    return id === before.id && team.id === before.team.id && mayDo(identity.caller, ACCESS);
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}
