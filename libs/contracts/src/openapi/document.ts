import type { z } from 'zod';
import type { JsonSchema } from './components.ts';
import { componentSchemas, jsonSchemaOf } from './components.ts';
import type { Access, AnswerDescription, RouteDescription } from './route-description.ts';

/** An operation of an OpenAPI document, as far as it is written here. */
type OpenApiOperation = {
  operationId: string;
  summary: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters?: { name: string; in: string; required: boolean; schema: JsonSchema; description?: string }[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content } | { $ref: string }>;
};
type Content = Record<string, { schema: JsonSchema }>;

/** An OpenAPI 3.1 document, as far as it is written here. */
export type OpenApiDocument = {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: Record<string, Record<string, unknown>>;
};

const INTRODUCTION = [
  'Certline issues certificates from your own authorities.',
  'Sign in with an API key (`Authorization: Bearer clk_…`) or with the portal’s session cookie.',
  'Refusals are `application/problem+json` (RFC 9457): programs switch on `code`, people read `detail`.',
].join('\n\n');

/**
 * The document of the given routes. Each operation names who may call it: a scope of the API key, any
 * sign-in, or (with an empty `security`) anyone.
 */
export function openApiDocument(routes: readonly RouteDescription[], version: string): OpenApiDocument {
  const byPath = Map.groupBy(routes, (route) => route.path);
  return {
    openapi: '3.1.0',
    info: { title: 'Certline', version, description: INTRODUCTION },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      [...byPath].map(([path, ofPath]) => [
        path,
        Object.fromEntries(ofPath.map((route) => [route.method, operationOf(route)])),
      ]),
    ),
    components: {
      schemas: componentSchemas(),
      responses: {
        Problem: {
          description: 'Refused; `code` says why and `detail` what to do.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the team, with scopes.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'certline.session_token',
          description: 'The portal’s session. Calls that change something need its `Origin`.',
        },
      },
    },
  };
}

function operationOf(route: RouteDescription): OpenApiOperation {
  const { method, path, summary, body } = route;
  const [, first = '', second] = path.split('/');
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...parametersOf(route.query, 'query'),
    ...parametersOf(route.requestHeaders, 'header'),
  ];
  return {
    operationId: `${method} ${path}`.replaceAll(/[^a-zA-Z0-9]+/g, '_').replace(/_$/, ''),
    summary,
    tags: [first === 'v1' && second !== undefined ? second : first],
    security: securityOf(route.access),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: { 'application/json': { schema: jsonSchemaOf(body, 'input') } },
          },
        }),
    responses: { ...answersOf(route.answers), default: { $ref: '#/components/responses/Problem' } },
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'query' | 'header') {
  if (schema === undefined) return [];
  const { properties, required } = jsonSchemaOf(schema, 'input') as {
    properties: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required?.includes(name) ?? false,
    schema: property,
  }));
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === 'public') return [];
  return [{ apiKey: access === 'signed_in' ? [] : [access] }, { session: [] }];
}

/** Several answers of one status are one response with several media types. */
function answersOf(answers: readonly AnswerDescription[]): OpenApiOperation['responses'] {
  const byStatus = Map.groupBy(answers, (answer) => String(answer.status));
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => {
      const content = ofStatus.flatMap(({ contentType, schema }) =>
        contentType === undefined
          ? []
          : [[contentType, { schema: schema === undefined ? {} : jsonSchemaOf(schema, 'output') }] as const],
      );
      const description = ofStatus[0]?.description ?? '';
      return [
        status,
        { description, ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }) },
      ];
    }),
  );
}
