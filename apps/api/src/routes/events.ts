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

/** `GET /v1/events`: what happens to the team's certificates, as it happens. */
export function teamEvents({ db, events, identify, metrics }: Dependencies) {
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
      }
      return STREAMING;
    },
  );
}

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
