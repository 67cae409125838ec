import Link from 'next/link';
import { buttonClass } from '../ui/button.tsx';

export default function NotFound() {
  return (
    <main className="mx-auto grid max-w-xl justify-items-start gap-4 p-6 pt-24">
      <h1 className="text-2xl font-semibold tracking-tight">There is nothing at this address</h1>
      <p className="text-soft">The page was moved, or it belongs to another team.</p>
      <Link href="/certificates" className={buttonClass()}>
        All certificates
      </Link>
    </main>
  );
}
