'use client';
import type { Certificate } from '@certline/contracts';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { CertificateRow, SkeletonRow } from './certificate-row.tsx';

const ROW_PX = 41;
/** Up to here the browser draws every row quickly enough by itself. */
const VIRTUAL_FROM = 200;

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
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const virtual = certificates.length > VIRTUAL_FROM;
  useLayoutEffect(() => {
    if (body.current !== null) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, [virtual]);
  const virtualizer = useWindowVirtualizer({
    count: certificates.length,
    estimateSize: () => ROW_PX,
    overscan: 15,
    scrollMargin: top,
    enabled: virtual,
  });
  const drawn = virtualizer.getVirtualItems();
  const first = virtual ? (drawn[0]?.index ?? 0) : 0;
  const end = virtual ? (drawn.at(-1)?.index ?? -1) + 1 : certificates.length;
  const above = virtual ? (drawn[0]?.start ?? top) - top : 0;
  const below = virtual ? virtualizer.getTotalSize() - above - (end - first) * ROW_PX : 0;

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
      <tbody ref={body} onKeyDown={moveFocus}>
        {above > 0 && <Spacer height={above} />}
        {certificates.slice(first, end).map((certificate, index) => (
          <CertificateRow key={certificate.id} certificate={certificate} rowIndex={first + index + 2} />
        ))}
        {below > 0 && <Spacer height={below} />}
        {loading && Array.from({ length: skeletonRows }, (_, index) => <SkeletonRow key={index} />)}
      </tbody>
    </table>
  );
}

function Spacer({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={5} style={{ height }} />
    </tr>
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
