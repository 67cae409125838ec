'use client';
import type { Authority } from '@certline/contracts';
import { Download, ShieldCheck, Signature } from 'lucide-react';
import Link from 'next/link';
import { EVERYTHING, searchOf } from '../certificates/filter-url.ts';
import { KEY_ALGORITHMS } from '../request/key-algorithms.ts';
import { Expires } from '../time/expires.tsx';
import { calendarDay } from '../time/relative.ts';
import { buttonClass } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';

/** One authority: what it is, until when, and its certificate. */
export function AuthorityCard({ authority }: { authority: Authority }) {
  const root = authority.kind === 'root';
  const Icon = root ? ShieldCheck : Signature;
  const count = new Intl.NumberFormat('en').format(authority.issuedCount);
  return (
    <section
      id={authority.slug}
      aria-labelledby={`${authority.slug}-name`}
      className="scroll-mt-20 rounded-xl border bg-surface p-4 shadow-card target:border-accent sm:p-5"
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent-wash text-accent">
          <Icon aria-hidden className="size-4.5" />
        </span>
        <div className="min-w-0 flex-1 basis-44">
          <h2 id={`${authority.slug}-name`} className="font-semibold break-words">
            {authority.name}
          </h2>
          <p className="text-soft">
            {root ? 'Root: what clients trust' : 'Intermediate: signs certificates'}
            {authority.isDefault && ', used unless another is named'}
          </p>
        </div>
        <a
          href={`/v1/authorities/${authority.id}/certificate.pem`}
          download={`${authority.slug}.crt`}
          className={buttonClass(root ? 'primary' : 'plain')}
        >
          <Download aria-hidden className="size-4" />
          {root ? 'Download the root' : 'Download'}
        </a>
      </div>
      <dl className="mt-4 grid gap-x-4 gap-y-2 sm:grid-cols-[7.5rem_minmax(0,1fr)]">
        <dt className="text-soft">Valid until</dt>
        <dd className="-mt-2 sm:mt-0">
          {calendarDay(authority.notAfter)}{' '}
          <span className="text-soft">
            (<Expires notBefore={authority.notBefore} notAfter={authority.notAfter} />)
          </span>
        </dd>
        <dt className="text-soft">Key</dt>
        <dd className="-mt-2 sm:mt-0">{KEY_ALGORITHMS[authority.keyAlgorithm].name}</dd>
        <dt className="text-soft">SHA-256</dt>
        <dd className="-mt-2 flex min-w-0 items-start gap-2 sm:mt-0">
          <code className="min-w-0 pt-0.5 font-mono text-[0.8125rem] break-all">
            {asOpenssl(authority.fingerprintSha256)}
          </code>
          <Copy text={asOpenssl(authority.fingerprintSha256)} what={`fingerprint of ${authority.name}`} />
        </dd>
        {!root && (
          <>
            <dt className="text-soft">Issued</dt>
            <dd className="-mt-2 sm:mt-0">
              <Link
                href={`/certificates${searchOf({ ...EVERYTHING, authority: authority.slug })}`}
                className="rounded text-accent hover:underline"
              >
                {count} {authority.issuedCount === 1 ? 'certificate' : 'certificates'}
              </Link>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** The form in which `openssl x509 -fingerprint` prints it, for comparing by eye. */
function asOpenssl(fingerprint: string): string {
  return fingerprint.toUpperCase().replace(/..(?!$)/g, '$&:');
}
