import type { Metadata } from 'next';
import { CertificateDetailPage } from '../../../../detail/detail-page.tsx';

export const metadata: Metadata = { title: 'Certificate' };

export default async function CertificatePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <CertificateDetailPage id={id} />;
}
