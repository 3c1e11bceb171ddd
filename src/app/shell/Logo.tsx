/** A wire that was dreamed and one that was measured, crossing. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <path className="dreamed" d="M6 5v3c0 4 12 4 12 8v3" />
      <path className="real" d="M18 5v3c0 4-12 4-12 8v3" />
      <circle className="dreamed" cx="6" cy="4.500" r="2.500" />
      <circle className="real" cx="18" cy="4.500" r="2.500" />
      <circle className="dreamed" cx="18" cy="19.500" r="2.500" />
      <circle className="real" cx="6" cy="19.500" r="2.500" />
    </svg>
  );
}
