import type { ErrorData } from '../../core';
import { sentence } from '../format';

/** What happened and what to do, with the code beside it. */
export function Failure({ error }: { error: ErrorData }) {
  return (
    <div className="dream-failure">
      <p>
        {sentence(error.message)} <code className="faint">{error.code}</code>
      </p>
      <p className="quiet">{error.advice}</p>
    </div>
  );
}
