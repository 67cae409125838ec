import { z } from 'zod';
import {
  ApiKeyPageSchema,
  ApiKeySchema,
  AuthorityPageSchema,
  AuthoritySchema,
  BundleRequestSchema,
  CertificateEventPageSchema,
  CertificateEventSchema,
  CertificatePageSchema,
  CertificateSchema,
  CreateApiKeySchema,
  CreateCertificateSchema,
  CreatedApiKeySchema,
  FaultSchema,
  PolicyCheckSchema,
  ProblemSchema,
  ProfilePageSchema,
  ProfileSchema,
  WhoamiSchema,
} from '../index.ts';

/** JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Whether a schema describes what is sent to the API (defaults may be left out) or what it answers. */
export type Direction = 'input' | 'output';

const NAMED: Readonly<Record<Direction, Readonly<Record<string, z.ZodType>>>> = {
  input: {
    BundleRequest: BundleRequestSchema,
    CreateApiKey: CreateApiKeySchema,
    CreateCertificate: CreateCertificateSchema,
  },
  output: {
    ApiKey: ApiKeySchema,
    ApiKeyPage: ApiKeyPageSchema,
    Authority: AuthoritySchema,
    AuthorityPage: AuthorityPageSchema,
    Certificate: CertificateSchema,
    CertificateEvent: CertificateEventSchema,
    CertificateEventPage: CertificateEventPageSchema,
    CertificatePage: CertificatePageSchema,
    CreatedApiKey: CreatedApiKeySchema,
    Fault: FaultSchema,
    PolicyCheck: PolicyCheckSchema,
    Problem: ProblemSchema,
    Profile: ProfileSchema,
    ProfilePage: ProfilePageSchema,
    Whoami: WhoamiSchema,
  },
};

const names = z.registry<{ id: string }>();
for (const named of Object.values(NAMED)) {
  for (const [id, schema] of Object.entries(named)) names.add(schema, { id });
}

/** `components.schemas` of the document: every schema that has a name. */
export function componentSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(NAMED).flatMap(([direction, named]) =>
      Object.entries(named).map(([id, schema]) => {
        const { definitions } = convert(schema, direction === 'input' ? 'input' : 'output');
        return [id, definitions[id] ?? {}];
      }),
    ),
  );
}

/** A schema as JSON Schema, with references to the named ones in it. */
export const jsonSchemaOf = (schema: z.ZodType, direction: Direction): JsonSchema =>
  convert(schema, direction).root;

/** Converted by zod itself, which puts the named schemas under `$defs`: here they are components. */
function convert(
  schema: z.ZodType,
  direction: Direction,
): { root: JsonSchema; definitions: Record<string, JsonSchema> } {
  const text = JSON.stringify(z.toJSONSchema(schema, { metadata: names, io: direction }));
  const parsed = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Record<
    string,
    unknown
  >;
  const { $defs = {}, ...rest } = parsed;
  return {
    root: Object.fromEntries(Object.entries(rest).filter(([key]) => key !== '$schema')),
    definitions: $defs as Record<string, JsonSchema>,
  };
}
