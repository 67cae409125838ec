'use client';
import type { Certificate } from '@certline/contracts';
import dynamic from 'next/dynamic';
import type { KeyboardEvent } from 'react';
import { CertificateRow, SkeletonRow } from './certificate-row.tsx';

/** Up to here the browser draws every row quickly enough by itself. */
const VIRTUAL_FROM = 200;

// Most lists are short: what draws long ones is fetched with the first long one.
const VirtualRows = dynamic(() => import('./virtual-rows.tsx').then((module) => module.VirtualRows), {
  ssr: false,
});

/** The certificates as a table; past two hundred only what is near the window is drawn. */
export function CertificateTable({
  certificates,
  loading,
  skeletonRows = 8,
}: {
  certificates: readonly Certificate[];
  loading: boolean;
  skeletonRows?: number;
}) {
  return (
    <table
      aria-rowcount={certificates.length + 1}
      aria-busy={loading}
      className="w-full table-fixed border-separate border-spacing-0 text-left"
    >
      <thead className="text-[0.8125rem] text-soft">
        <tr className="h-10">
          <th scope="col" className="border-b px-4 font-medium sm:px-5">
            Name
          </th>
          <th scope="col" className="hidden w-48 border-b px-3 font-medium sm:table-cell">
            Status
          </th>
          <th scope="col" className="hidden w-36 border-b px-3 font-medium md:table-cell">
            Line
          </th>
          <th scope="col" className="hidden w-40 border-b px-3 font-medium md:table-cell">
            Asked for
          </th>
          <th scope="col" className="w-28 border-b px-4 text-right font-medium sm:w-36 sm:px-5">
            Expires
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={moveFocus}>
        {certificates.length > VIRTUAL_FROM ? (
          <VirtualRows certificates={certificates} />
        ) : (
          certificates.map((certificate, index) => (
            <CertificateRow key={certificate.id} certificate={certificate} rowIndex={index + 2} />
          ))
        )}
        {loading && Array.from({ length: skeletonRows }, (_, index) => <SkeletonRow key={index} />)}
      </tbody>
    </table>
  );
}

/** Arrow keys walk through the rows’ links. */
function moveFocus(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a[data-row]')];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[at + step];
  if (at === -1 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
