import type { AuthorityId } from '@certline/contracts';
import type { LeafPurpose, LeafTemplate, LintFinding, Signer } from '@certline/crypto';
import { compileLeafTemplate, compileLint, subjectPublicKeyInfoOf } from '@certline/crypto';
import type { IssuerValidity } from '@certline/domain';
import { pkiUrlsOf } from '@certline/domain';
import type { Keystore } from '@certline/keystore';
import type { AuthorityRecord, Database } from '@certline/store';
import { listAuthorities } from '@certline/store';

/** An authority made ready: everything that is the same for each of its certificates is prepared once. */
export type Issuer = {
  record: AuthorityRecord;
  validity: IssuerValidity;
  signer: Signer;
  /** A signature by this key is as cheap to make as the process's own memory; others are all checked. */
  checksEverySignature: boolean;
  template: (purpose: LeafPurpose) => LeafTemplate;
  lint: (toBeSigned: Uint8Array) => LintFinding[];
};

/** The issuing authorities, read and prepared when first needed. */
export type Issuers = { find: (id: AuthorityId) => Promise<Issuer> };

/** An authority that cannot sign now: its key is missing or is not its own. For the operator to mend. */
class IssuerUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'IssuerUnavailableError';
  }
}

/** Issuers from the database and the keystore; an authority never changes once it is there. */
export function createIssuers(db: Database, keystore: Keystore, pkiUrl: string | undefined): Issuers {
  const prepared = new Map<AuthorityId, Issuer>();
  return {
    find: async (id) => {
      const known = prepared.get(id);
      if (known !== undefined) return known;
      const record = (await listAuthorities(db)).find((authority) => authority.id === id);
      if (record === undefined) throw new IssuerUnavailableError(`There is no authority ${id}.`);
      const issuer = await prepare(record, keystore, pkiUrl);
      prepared.set(id, issuer);
      return issuer;
    },
  };
}

async function prepare(
  record: AuthorityRecord,
  keystore: Keystore,
  pkiUrl: string | undefined,
): Promise<Issuer> {
  const signer = await keystore.signer(record.slug);
  if (!Buffer.from(subjectPublicKeyInfoOf(record.certificate)).equals(signer.publicKey)) {
    throw new IssuerUnavailableError(
      `The key in the keystore for “${record.slug}” is not the one in its certificate. Put the right key back.`,
    );
  }
  const templates = new Map<LeafPurpose, LeafTemplate>();
  const compile = (purpose: LeafPurpose): LeafTemplate =>
    compileLeafTemplate({
      issuer: { certificate: record.certificate },
      issuerKeyAlgorithm: signer.algorithm,
      purpose,
      ...(pkiUrl === undefined ? {} : { pkiUrls: pkiUrlsOf(pkiUrl, record.slug) }),
    });
  return {
    record,
    validity: { notBefore: record.notBefore, notAfter: record.notAfter },
    signer,
    checksEverySignature: signer.algorithm.startsWith('rsa'),
    template: (purpose) => {
      const template = templates.get(purpose) ?? compile(purpose);
      templates.set(purpose, template);
      return template;
    },
    lint: compileLint(record.certificate),
  };
}
