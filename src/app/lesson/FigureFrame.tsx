import { Check, Link } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ErrorData } from '../../core';
import { sentence } from '../format';
import { copyText } from '../shell/copyText';
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
            <strong>{sentence(error.message)}</strong> {error.advice} <code>{error.code}</code>
          </p>
        </div>
      )}
      <div className="lesson-stage">{children}</div>
      {foot !== undefined && <div className="lesson-figure-foot">{foot}</div>}
    </figure>
  );
}

const LABELS = { ready: 'Link to this figure', copied: 'Link copied', refused: 'Copy the address' } as const;

function CopyLink() {
  const [state, setState] = useState<keyof typeof LABELS>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), state === 'copied' ? 2000 : 6000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    // Where the clipboard is closed to the page, the browser's own address bar has the same link.
    const copied = await copyText(presentAddress());
    setState(copied ? 'copied' : 'refused');
  };
  return (
    <button type="button" className="button plain small copy-link" onClick={() => void copy()}>
      {state === 'copied' ? <Check size={14} aria-hidden="true" /> : <Link size={14} aria-hidden="true" />}
      <span aria-live="polite">{LABELS[state]}</span>
    </button>
  );
}
