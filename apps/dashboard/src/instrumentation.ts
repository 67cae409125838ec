/** Next.js runs this once, when the server starts. */
export async function register(): Promise<void> {
  const [{ collectAtRest }, { tellClientAddresses }] = await Promise.all([
    import('./memory-at-rest.ts'),
    import('./gateway/client-address.ts'),
  ]);
  collectAtRest();
  tellClientAddresses();
}
