import type { CreateCertificate, Fault } from '@certline/contracts';
import { CreateCertificateSchema } from '@certline/contracts';
import type { Resolution, ResolveContext } from '@certline/domain';
import { resolveRequest } from '@certline/domain';
import { ApiError } from '../http/api-error.ts';
import { faultsOf } from '../http/faults.ts';

/** What a body comes to: a resolution, with the faults of its form among its own. */
export function judgeBody(body: unknown, context: ResolveContext): Resolution {
  const parsed = CreateCertificateSchema.safeParse(body);
  if (parsed.success) return resolveRequest(parsed.data, context);
  const faults = faultsOf(parsed.error);
  const { wellFormed, broken } = partOf(body);
  const resolution = resolveRequest(wellFormed, context);
  const further = resolution.ok ? [] : resolution.faults.filter((fault) => !restsOn(fault, broken));
  return { ok: false, faults: [...faults, ...further], rulings: resolution.rulings, refusedByPolicy: false };
}

/** @throws ApiError request_invalid or policy_refused with every fault */
export function refusal(resolution: Resolution & { ok: false }): ApiError {
  const { faults, refusedByPolicy } = resolution;
  return refusedByPolicy
    ? new ApiError('policy_refused', faults.map((fault) => fault.message).join(' '), { faults })
    : new ApiError('request_invalid', 'The request has faults; `errors` names each one.', { faults });
}

/** The fields of a body whose form is right, and the names of the others. */
function partOf(body: unknown): { wellFormed: CreateCertificate; broken: ReadonlySet<string> } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { wellFormed: {}, broken: new Set(Object.keys(CreateCertificateSchema.shape)) };
  }
  const broken = new Set<string>();
  const kept = Object.entries(CreateCertificateSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse((body as Record<string, unknown>)[name]);
    if (parsed.success) return parsed.data === undefined ? [] : [[name, parsed.data]];
    broken.add(name);
    return [];
  });
  // Each value came out of the schema of its field, and every field is optional.
  return { wellFormed: Object.fromEntries(kept) as CreateCertificate, broken };
}

/** Whether a fault would only repeat that a field is broken: a name is not missing if it was given wrongly. */
function restsOn({ path, code }: Fault, broken: ReadonlySet<string>): boolean {
  const field = path.split('.')[0] ?? '';
  if (broken.has(field)) return true;
  return code === 'name_missing' && ['commonName', 'sans', 'key'].some((name) => broken.has(name));
}
