import { fileURLToPath } from 'node:url';
import { openApiDocument } from '@certline/contracts/openapi';
import type { RouteDescription } from '@certline/contracts/openapi';
import { z } from 'zod';
import manifest from '../../../package.json' with { type: 'json' };
import type { Answer } from '../../http/answer.ts';
import { content, json, STREAMING } from '../../http/answer.ts';
import { notFound } from '../../http/api-error.ts';
import type { Route } from '../../http/route.ts';
import { route } from '../../http/route.ts';

const SHORT_CACHE = { 'Cache-Control': 'public, max-age=300' };

// Swagger UI draws with inline styles and data: images; scripts come from here alone and talk to here alone.
const PAGE_POLICY = {
  ...SHORT_CACHE,
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'",
};

// Addresses are absolute, so that the page works with and without a slash at its end.
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Certline API</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });\n`;

const LIBRARY_FILES: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', import.meta.resolve('swagger-ui-dist/swagger-ui.css')],
  ['swagger-ui-bundle.js', import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js')],
]);

/** `/openapi.json`, and `/docs`, which shows it with Swagger UI and without any outside host. */
export function documentationRoutes(routes: () => readonly RouteDescription[]): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/openapi.json',
        access: 'public',
        summary: 'This document',
        answers: [
          {
            status: 200,
            description: 'OpenAPI 3.1.',
            contentType: 'application/json',
            schema: z.record(z.string(), z.unknown()),
          },
        ],
      },
      () => Promise.resolve(json(200, openApiDocument(routes(), manifest.version), SHORT_CACHE)),
    ),
    route(
      {
        method: 'get',
        path: '/docs',
        access: 'public',
        summary: 'This document for people',
        answers: [{ status: 200, description: 'A page.', contentType: 'text/html' }],
      },
      () => Promise.resolve(content('text/html; charset=utf-8', PAGE, PAGE_POLICY)),
    ),
    route(
      {
        method: 'get',
        path: '/docs/{file}',
        access: 'public',
        summary: 'A part of that page',
        answers: [
          { status: 200, description: 'A style sheet.', contentType: 'text/css' },
          { status: 200, description: 'A script.', contentType: 'text/javascript' },
        ],
      },
      ({ parameters, response }) => pageFile(parameters['file'] ?? '', response),
    ),
  ];
}

function pageFile(name: string, response: Parameters<Route['handle']>[0]['response']): Promise<Answer> {
  if (name === 'start.js')
    return Promise.resolve(content('text/javascript; charset=utf-8', START, SHORT_CACHE));
  const address = LIBRARY_FILES.get(name);
  if (address === undefined) throw notFound();
  return new Promise((resolve, reject) => {
    response.sendFile(fileURLToPath(address), { headers: SHORT_CACHE, dotfiles: 'allow' }, (error) => {
      // One who goes before the end is no fault; the log line of the call tells of it.
      if (error === undefined || isAborted(error)) resolve(STREAMING);
      else reject(error);
    });
  });
}

/** Whether express gave up because the connection was closed. */
const isAborted = (error: NodeJS.ErrnoException): boolean =>
  error.code === 'ECONNABORTED' || error.syscall === 'write';
