import { AnswerError } from './connection-error.ts';

/** The part of a contract schema that reading an answer needs. */
interface Schema<Value> {
  safeParse(json: unknown): { success: true; data: Value } | { success: false; error: Error };
}

/** Reads a JSON answer as `schema` says. Throws AnswerError when it is anything else. */
export async function readAs<Value>(schema: Schema<Value>, response: Response): Promise<Value> {
  let json: unknown;
  try {
    json = await response.json();
  } catch (cause) {
    throw new AnswerError(response.status, cause);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new AnswerError(response.status, parsed.error);
  return parsed.data;
}
