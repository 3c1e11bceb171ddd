import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '../shell/copyText';
import { setSession } from '../stores/session';

/** Copies a text, and says so. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1600);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    const copied = await copyText(text);
    setDone(copied);
    setSession({ notice: copied ? 'Copied' : 'The browser does not let this page copy' });
  };
  return (
    <button
      type="button"
      className="button plain icon small"
      aria-label={label}
      title={label}
      onClick={() => void copy()}
    >
      {done ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
    </button>
  );
}
