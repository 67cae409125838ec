/** The name, with a line of three stations whose last one is reached. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5 text-base font-semibold tracking-tight">
      <svg aria-hidden viewBox="0 0 28 12" className="h-3 w-7">
        <path d="M3 6h19" stroke="currentColor" strokeWidth="1.8" />
        <circle cx="3.5" cy="6" r="2.6" fill="currentColor" />
        <circle cx="12.5" cy="6" r="2.6" fill="currentColor" />
        <circle cx="22.5" cy="6" r="4.4" className="fill-good" />
      </svg>
      Certline
    </span>
  );
}
