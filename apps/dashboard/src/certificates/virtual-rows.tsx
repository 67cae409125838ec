'use client';
import type { Certificate } from '@certline/contracts';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useLayoutEffect, useRef, useState } from 'react';
import { CertificateRow } from './certificate-row.tsx';

const WIDE_ROW_PX = 41;
/** On a phone a row has two lines. */
const NARROW_ROW_PX = 62;

/** The rows near the window, between two spacers that stand for the others. */
export function VirtualRows({ certificates }: { certificates: readonly Certificate[] }) {
  const start = useRef<HTMLTableRowElement>(null);
  const [top, setTop] = useState(0);
  const [rowPx, setRowPx] = useState(WIDE_ROW_PX);
  useLayoutEffect(() => {
    if (start.current !== null) setTop(start.current.getBoundingClientRect().top + window.scrollY);
    setRowPx(window.matchMedia('(min-width: 40rem)').matches ? WIDE_ROW_PX : NARROW_ROW_PX);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: certificates.length,
    estimateSize: () => rowPx,
    overscan: 15,
    scrollMargin: top,
  });
  const drawn = virtualizer.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const end = (drawn.at(-1)?.index ?? -1) + 1;
  return (
    <>
      <Spacer ref={start} height={first * rowPx} />
      {certificates.slice(first, end).map((certificate, index) => (
        <CertificateRow key={certificate.id} certificate={certificate} rowIndex={first + index + 2} />
      ))}
      <Spacer height={(certificates.length - end) * rowPx} />
    </>
  );
}

function Spacer({ height, ref }: { height: number; ref?: Ref<HTMLTableRowElement> }) {
  return (
    <tr ref={ref} aria-hidden>
      <td colSpan={5} style={{ height }} className="p-0" />
    </tr>
  );
}
