import type { Metadata } from 'next';
import { AuthoritiesPage } from '../../../authorities/authorities-page.tsx';

export const metadata: Metadata = { title: 'Authorities' };

export default function Page() {
  return <AuthoritiesPage />;
}
