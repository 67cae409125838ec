import type { Metadata } from 'next';
import { Suspense } from 'react';
import { CertificateListPage } from '../../../certificates/list-page.tsx';

export const metadata: Metadata = { title: 'Certificates' };

export default function CertificatesPage() {
  return (
    <Suspense>
      <CertificateListPage />
    </Suspense>
  );
}
