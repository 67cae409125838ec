import Link from 'next/link';
import { buttonClass } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';

/** What a team without certificates sees. */
export function FirstCertificate() {
  return (
    <Empty
      title="No certificates yet"
      action={
        <Link href="/certificates/new" className={buttonClass('primary')}>
          Make the first one
        </Link>
      }
    >
      Give a host name, and seconds later download a folder for nginx: certificate, key, configuration and an
      install script.
    </Empty>
  );
}
