/** Next.js runs this once, when the server starts. */
export async function register(): Promise<void> {
  const { collectAtRest } = await import('./memory-at-rest.ts');
  collectAtRest();
}
