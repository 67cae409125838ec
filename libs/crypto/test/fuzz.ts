import fc from 'fast-check';
import { toHex } from '../src/der/bytes.ts';
import { DerReader } from '../src/der/reader.ts';
import { TAG } from '../src/der/tags.ts';
import { bitString, sequence } from '../src/der/writer.ts';
import {
  buildChain,
  CryptoError,
  compileLint,
  describeCertificate,
  KEY_ALGORITHMS,
  parseCsr,
  pemDecodeAll,
  pemEncode,
  readPrivateKey,
  toBeSignedOf,
  verifyCertificateSignature,
  verifyCrlSignature,
} from '../src/index.ts';
import { checkSubject, parseDnsName, parseSubjectAltName, readLeafNames } from '../src/names/index.ts';
import type { Corpus } from './corpus.ts';
import { mutated } from './mutations.ts';
import { treeMutated } from './tree-mutations.ts';

/** The value, or undefined when the input is refused in the proper way; any other error is a crash and goes on. */
function accepted<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

const toBeSignedHex = (structure: Uint8Array): string =>
  toHex(DerReader.only(structure, TAG.sequence).readElement());

const ensure = (condition: boolean, message: string): void => {
  if (!condition) throw new Error(message);
};

/** A property to try, and the share of the runs that it gets (the slow ones less). */
export interface Target {
  readonly name: string;
  readonly share: number;
  readonly property: fc.IRawProperty<unknown>;
}

/**
 * Every parser under mutated real inputs. Each target fails on an error that is no CryptoError, and on what must
 * not be accepted. `onRequest` sees each request that was mutated, signed again and judged.
 */
export function fuzzTargets(
  corpus: Corpus,
  onRequest: (csr: Uint8Array, isAccepted: boolean) => void,
): Target[] {
  const signedRequests = new Set(corpus.requests.map(toBeSignedHex));
  const signedCertificates = new Set(corpus.certificates.map(toBeSignedHex));
  const signedLists = new Set(corpus.lists.map(toBeSignedHex));
  const authorities = corpus.certificates.slice(0, 2);
  const lint = compileLint(corpus.root.certificate);
  const requestInfos = corpus.requests.map((csr) => new DerReader(csr).open(TAG.sequence).readElement());
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '-', ':', 'x', '0', '1', '5', '_', '@', 'ü') }),
  );

  return [
    {
      name: 'a request is accepted only if its signed part is one that was signed',
      share: 1,
      property: fc.property(fc.oneof(mutated(corpus.requests), treeMutated(corpus.requests)), (bytes) => {
        const parsed = accepted(() => parseCsr(bytes));
        if (parsed !== undefined)
          ensure(signedRequests.has(toBeSignedHex(bytes)), 'accepted a changed request');
      }),
    },
    {
      name: 'a request that was changed and signed again ends in a value or a refusal',
      share: 0.5,
      property: fc.asyncProperty(treeMutated(requestInfos), async (toBeSigned) => {
        const { signer } = corpus;
        const { signatureAlgorithm } = KEY_ALGORITHMS[signer.algorithm];
        const ours = withPublicKey(toBeSigned, signer.publicKey);
        const csr = sequence(ours, signatureAlgorithm, bitString(await signer.sign(ours)));
        onRequest(csr, accepted(() => parseCsr(csr)) !== undefined);
      }),
    },
    {
      name: 'a request in PEM text',
      share: 0.5,
      property: fc.property(
        mutated(corpus.requests.map((csr) => Buffer.from(pemEncode('CERTIFICATE REQUEST', csr)))),
        (bytes) => {
          const text = Buffer.from(bytes).toString('latin1');
          accepted(() => pemDecodeAll(text));
          const parsed = accepted(() => parseCsr(text));
          if (parsed !== undefined)
            ensure(signedRequests.has(toBeSignedHex(parsed.der)), 'accepted a changed request');
        },
      ),
    },
    {
      name: 'a certificate verifies only if its signed part is one that was signed',
      share: 1,
      property: fc.property(
        fc.oneof(mutated(corpus.certificates), treeMutated(corpus.certificates)),
        (bytes) => {
          accepted(() => describeCertificate(bytes));
          accepted(() => buildChain(bytes, authorities));
          const toBeSigned = accepted(() => toBeSignedOf(bytes));
          if (toBeSigned === undefined) return;
          const findings = lint(toBeSigned);
          ensure(Array.isArray(findings), 'lint gave no list');
          const verifies =
            accepted(() => verifyCertificateSignature(bytes, corpus.signer.publicKey)) ?? false;
          ensure(!verifies || signedCertificates.has(toBeSignedHex(bytes)), 'verified a changed certificate');
        },
      ),
    },
    {
      name: 'a revocation list verifies only if its signed part is one that was signed',
      share: 0.3,
      property: fc.property(fc.oneof(mutated(corpus.lists), treeMutated(corpus.lists)), (bytes) => {
        const verifies = accepted(() => verifyCrlSignature(bytes, corpus.signer.publicKey)) ?? false;
        ensure(!verifies || signedLists.has(toBeSignedHex(bytes)), 'verified a changed list');
      }),
    },
    {
      name: 'a private key ends in a value or a refusal',
      share: 0.2,
      property: fc.asyncProperty(fc.oneof(mutated(corpus.keys), treeMutated(corpus.keys)), async (bytes) => {
        try {
          await readPrivateKey(bytes, 'secret');
        } catch (error) {
          if (!(error instanceof CryptoError)) throw error;
        }
      }),
    },
    {
      name: 'names end in canonical form, which is stable, or a refusal',
      share: 2,
      property: fc.property(anyText, anyText, (text, other) => {
        const name = parseSubjectAltName(text);
        if (name.ok && name.value.type !== 'email' && name.value.type !== 'uri') {
          const again = parseSubjectAltName(name.value.value);
          ensure(again.ok && again.value.value === name.value.value, 'the canonical form is not stable');
        }
        const host = parseDnsName(text);
        if (host.ok)
          ensure(/^(\*\.)?[a-z0-9.-]{1,253}$/.test(host.value), 'accepted a host name with odd characters');
        checkSubject({ country: text, organization: other, commonName: text });
        readLeafNames({ commonName: other }, [text, other]);
      }),
    },
  ];
}

/** A CertificationRequestInfo with our key in the place of its own, as far as it still has one. */
function withPublicKey(toBeSigned: Uint8Array, publicKey: Uint8Array): Uint8Array {
  try {
    const reader = DerReader.only(toBeSigned, TAG.sequence);
    const parts = [reader.readElement(), reader.readElement()];
    reader.readElement();
    parts.push(publicKey);
    while (!reader.atEnd) parts.push(reader.readElement());
    return sequence(...parts);
  } catch {
    return toBeSigned;
  }
}
