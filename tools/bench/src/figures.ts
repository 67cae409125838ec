/** One line of the table: what was measured, how it compares, and what was aimed at. */
export type Figure = { name: string; measured: string; ratio: string; target: string };

/** Prints the figures of a section as an aligned table. */
export function printTable(title: string, figures: readonly Figure[]): void {
  const rows = [{ name: title, measured: 'measured', ratio: 'ratio', target: 'target' }, ...figures];
  const width = (column: keyof Figure) => Math.max(...rows.map((row) => row[column].length));
  const widths = { name: width('name'), measured: width('measured'), ratio: width('ratio') };
  const lines = rows.map(
    (row) =>
      `  ${row.name.padEnd(widths.name)}  ${row.measured.padStart(widths.measured)}  ${row.ratio.padEnd(widths.ratio)}  ${row.target}`,
  );
  process.stdout.write(`\n${lines.join('\n')}\n`);
}

/** The value below which this share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')}/s`;
export const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
