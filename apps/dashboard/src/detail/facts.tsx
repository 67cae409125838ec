'use client';
import type { Certificate } from '@certline/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { EVERYTHING, searchOf } from '../certificates/filter-url.ts';
import { KEY_ALGORITHMS } from '../request/key-algorithms.ts';
import { exactTime } from '../time/relative.ts';
import { Card } from '../ui/card.tsx';
import { Copy } from '../ui/copy.tsx';
import { distinguishedName } from './distinguished-name.ts';
import { ValidityBar } from './validity-bar.tsx';

/** What the certificate says. */
export function Facts({ certificate }: { certificate: Certificate }) {
  const { key, labels, ignored, notBefore, notAfter } = certificate;
  return (
    <Card title="Certificate">
      <dl className="grid gap-x-4 gap-y-3 p-4 sm:grid-cols-[8.5rem_minmax(0,1fr)] sm:p-5">
        <Fact name="Names">
          <ul className="grid gap-0.5">
            {certificate.sans.map((name) => (
              <li key={name} className="font-mono text-[0.8125rem] break-all">
                {name}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name="Subject">
          {distinguishedName(certificate) || <span className="text-soft">empty: the names say it all</span>}
        </Fact>
        <Fact name="Valid">
          {notBefore === null || notAfter === null ? (
            `${String(certificate.validityDays)} days from when it is signed`
          ) : (
            <>
              <p>{exactTime(notBefore)} to</p>
              <p>{exactTime(notAfter)}</p>
              <ValidityBar notBefore={notBefore} notAfter={notAfter} />
            </>
          )}
        </Fact>
        <Fact name="Key">
          {KEY_ALGORITHMS[key.algorithm].name}
          <span className="text-soft">
            {key.source === 'csr' ? ', yours: it came with a CSR' : ', made and sealed by Certline'}
          </span>
        </Fact>
        <Identifier name="Serial number" value={certificate.serial} />
        <Identifier name="SHA-256" what="SHA-256 fingerprint" value={certificate.fingerprintSha256} />
        {ignored.length > 0 && (
          <Fact name="Not taken over">
            {ignored.join(', ')}
            <span className="text-soft"> (the CSR asked for it)</span>
          </Fact>
        )}
        {Object.keys(labels).length > 0 && (
          <Fact name="Labels">
            <ul className="flex flex-wrap gap-1.5">
              {Object.entries(labels).map(([label, value]) => (
                <li key={label}>
                  <Link
                    href={`/certificates${searchOf({ ...EVERYTHING, label: `${label}:${value}` })}`}
                    className="inline-block rounded bg-sunken px-1.5 font-mono text-xs leading-6 hover:text-accent"
                  >
                    {label}:{value}
                  </Link>
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="-mt-2 min-w-0 break-words sm:mt-0">{children}</dd>
    </>
  );
}

function Identifier({
  name,
  what = name.toLowerCase(),
  value,
}: {
  name: string;
  what?: string;
  value: string | null;
}) {
  return (
    <Fact name={name}>
      {value === null ? (
        <span className="text-soft">not yet</span>
      ) : (
        <span className="flex items-start justify-between gap-2">
          <code className="pt-0.5 font-mono text-[0.8125rem] break-all">{value}</code>
          <Copy text={value} what={what} />
        </span>
      )}
    </Fact>
  );
}
