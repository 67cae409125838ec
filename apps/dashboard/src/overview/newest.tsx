'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { CertificateTable } from '../certificates/certificate-table.tsx';
import { Card } from '../ui/card.tsx';
import { FirstCertificate } from '../certificates/first-certificate.tsx';
import { NEWEST_SHOWN } from './concerns.ts';
import { newestCertificates } from './queries.ts';

/** What was asked for last, with where each is on its line. */
export function Newest() {
  const newest = useQuery(newestCertificates(NEWEST_SHOWN));
  const items = newest.data ?? [];
  return (
    <Card
      title="Newest"
      action={
        <Link href="/certificates" className="rounded text-[0.8125rem] text-accent hover:underline">
          All certificates
        </Link>
      }
    >
      {newest.isSuccess && items.length === 0 ? (
        <FirstCertificate />
      ) : (
        <CertificateTable certificates={items} loading={newest.isPending} skeletonRows={NEWEST_SHOWN} />
      )}
    </Card>
  );
}
