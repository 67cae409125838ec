import {
  type BundleRequest,
  type Certificate,
  type CertificateEvent,
  CertificateEventPageSchema,
  CertificatePageSchema,
  CertificateSchema,
  type CreateCertificate,
  type ListCertificates,
  type Page,
  type PolicyCheck,
  PolicyCheckSchema,
} from '@certline/contracts';
import { readAs } from './answer.ts';
import { newIdempotencyKey } from './idempotency-key.ts';
import type { CallOptions, Send } from './transport.ts';

/** A downloaded archive, with the name under which the server would save it. */
export interface Archive {
  fileName: string;
  blob: Blob;
}

export interface CreateOptions extends CallOptions {
  /** Repeating a create with the same key gives the same certificate. Made afresh when left out. */
  idempotencyKey?: string;
  /** Wait up to this many seconds (at most 30) for the final state before the answer. */
  waitSeconds?: number;
}

/** Calls under `/v1/certificates`; ids are what the API gave. */
export function certificateCalls(send: Send) {
  const at = (id: string, rest = '') => `/v1/certificates/${encodeURIComponent(id)}${rest}`;
  const change = async (id: string, action: 'cancel' | 'retry', options: CallOptions = {}) =>
    readAs(CertificateSchema, await send(at(id, `/${action}`), { ...options, method: 'POST' }));

  return {
    /** One page, newest first. */
    async list(query: Partial<ListCertificates> = {}, options: CallOptions = {}): Promise<Page<Certificate>> {
      return readAs(CertificatePageSchema, await send('/v1/certificates', { ...options, query }));
    },

    async get(id: string, options: CallOptions = {}): Promise<Certificate> {
      return readAs(CertificateSchema, await send(at(id), options));
    },

    /** Asks for a certificate; safe to repeat, for every call carries an Idempotency-Key. */
    async create(body: CreateCertificate, options: CreateOptions = {}): Promise<Certificate> {
      const { idempotencyKey = newIdempotencyKey(), waitSeconds, ...call } = options;
      const headers: Record<string, string> = { 'idempotency-key': idempotencyKey };
      if (waitSeconds !== undefined) headers['prefer'] = `wait=${String(waitSeconds)}`;
      const answer = await send('/v1/certificates', {
        ...call,
        method: 'POST',
        body,
        headers,
        repeatable: true,
      });
      return readAs(CertificateSchema, answer);
    },

    /** What policy says of a create, and what would be issued; writes nothing. */
    async check(body: CreateCertificate, options: CallOptions = {}): Promise<PolicyCheck> {
      const answer = await send('/v1/policy/check', { ...options, method: 'POST', body, repeatable: true });
      return readAs(PolicyCheckSchema, answer);
    },

    /** The certificate's history, oldest first. */
    async events(id: string, options: CallOptions = {}): Promise<Page<CertificateEvent>> {
      return readAs(CertificateEventPageSchema, await send(at(id, '/events'), options));
    },

    /** PEM text: the leaf, the leaf with its intermediates, or the request. */
    async pem(id: string, what: 'certificate' | 'chain' | 'csr', options: CallOptions = {}): Promise<string> {
      const headers = {
        accept: 'application/pem-certificate-chain, application/x-pem-file, text/plain, */*',
      };
      return (await send(at(id, `/${what}.pem`), { ...options, headers })).text();
    },

    /** Stops a certificate that nobody has begun to sign. */
    cancel: (id: string, options?: CallOptions) => change(id, 'cancel', options),

    /** Puts a failed certificate back in the queue. */
    retry: (id: string, options?: CallOptions) => change(id, 'retry', options),

    /** Builds and downloads the files for a server. */
    async bundle(
      id: string,
      request: Partial<BundleRequest> = {},
      options: CallOptions = {},
    ): Promise<Archive> {
      const answer = await send(at(id, '/bundle'), {
        ...options,
        method: 'POST',
        body: request,
        headers: { accept: '*/*' },
        repeatable: true,
      });
      const name = /filename="?([^";]+)"?/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
      return { fileName: name ?? `certificate.${request.archive ?? 'zip'}`, blob: await answer.blob() };
    },
  };
}
