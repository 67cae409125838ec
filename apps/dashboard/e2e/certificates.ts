let count = 0;

/** A host name that no other test uses. */
export function freshName(stem: string): string {
  count += 1;
  return `${stem}-${String(count)}-${Date.now().toString(36)}.imdst.com`;
}
