import type { Metadata } from 'next';
import { NewCertificatePage } from '../../../../request/new-page.tsx';

export const metadata: Metadata = { title: 'New certificate' };

export default async function NewPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { from } = await searchParams;
  return <NewCertificatePage from={typeof from === 'string' ? from : null} />;
}
