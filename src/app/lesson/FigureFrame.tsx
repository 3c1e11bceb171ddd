import { Check, Link } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ErrorData } from '../../core';
import { presentAddress } from './store';

interface FigureFrameProps {
  readonly title: string;
  /** Beside the title: what the figure lets one choose. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  /** Below: what the figure says in words. */
  readonly foot?: ReactNode;
  readonly error?: ErrorData | null;
}

/** A live figure with its name and a link to just this state of it. */
export function FigureFrame({ title, tools, children, foot, error = null }: FigureFrameProps) {
  return (
    <figure className="lesson-figure" aria-label={title}>
      <figcaption className="lesson-figure-head">
        <h2>{title}</h2>
        {tools}
        <span className="spring" />
        <CopyLink />
      </figcaption>
      {error !== null && (
        <div className="banner error" role="alert">
          <p>
            <strong>{error.message}</strong> {error.advice} <code>{error.code}</code>
          </p>
        </div>
      )}
      <div className="lesson-stage">{children}</div>
      {foot !== undefined && <div className="lesson-figure-foot">{foot}</div>}
    </figure>
  );
}

function CopyLink() {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      className="button plain small copy-link"
      onClick={() => void navigator.clipboard?.writeText(presentAddress()).then(() => setCopied(true))}
    >
      {copied ? <Check size={14} aria-hidden="true" /> : <Link size={14} aria-hidden="true" />}
      <span aria-live="polite">{copied ? 'Link copied' : 'Link to this figure'}</span>
    </button>
  );
}
