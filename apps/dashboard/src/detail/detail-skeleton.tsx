import { Card } from '../ui/card.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** The shape of the page while it is on its way. */
export function DetailSkeleton() {
  return (
    <div aria-busy className="grid gap-6">
      <div className="grid gap-3">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-8 w-72 max-w-full" />
        <Skeleton className="h-4 w-96 max-w-full" />
      </div>
      <Card className="p-6">
        <Skeleton className="h-16" />
      </Card>
      <PanelSkeleton />
    </div>
  );
}

/** Also stands in for the nginx panel, in its height. */
export function PanelSkeleton() {
  return (
    <Card title="Use it in nginx">
      <div aria-hidden className="min-h-[38rem] p-5">
        <Skeleton className="h-5 w-52" />
      </div>
    </Card>
  );
}
