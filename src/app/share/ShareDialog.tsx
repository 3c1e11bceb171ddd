import { Check, Code, Copy, FileDown, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useId, useRef, useState } from 'react';
import { type ErrorData, toErrorData } from '../../core';
import { plural } from '../format';
import { Facts } from '../panels/Facts';
import { noteSaved } from '../session/unsaved';
import { useSession } from '../stores/session';
import { fieldsOf, stepWords } from './fields';
import { comfortable, embedCode, longest, makeShare, type Share, saveTrace } from './makeShare';
import { useShared } from './shared';
import './share.css';
import { copyText } from '../shell/copyText';
import { Dim } from '../shell/Dim';

const close = (): void => useShared.setState({ sharing: false });

/** What will be shared, then the ways to share it. */
export default function ShareDialog() {
  const isPrivate = useSession(({ source: { kind } }) => kind === 'file' || kind === 'structure');
  const [withNames, setWithNames] = useState(false);
  const [withStructure, setWithStructure] = useState(false);
  const [forwarded, setForwarded] = useState<boolean | null>(null);
  const [share, setShare] = useState<Share | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  useEffect(() => {
    let wanted = true;
    // Until the next one is there no link may be copied: the last one may hold the names that were just left out.
    setShare(null);
    setError(null);
    makeShare(withNames).then(
      (made) => {
        if (!wanted) return;
        setShare(made);
        setForwarded(made.forwarded);
      },
      (thrown: unknown) => wanted && setError(toErrorData(thrown, 'WORKER_FAILED')),
    );
    return () => {
      wanted = false;
    };
  }, [withNames]);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dim />
        <Dialog.Content className="dialog share-dialog" aria-describedby={undefined}>
          <Dialog.Title>Share this trace</Dialog.Title>
          {error !== null && (
            <p className="share-error" role="alert">
              {error.message} {error.advice} <code>{error.code}</code>
            </p>
          )}
          {share !== null && <WhatIsShared share={share} />}
          {share === null && error === null && (
            <p className="quiet" role="status">
              Putting together what will be shared.
            </p>
          )}
          {isPrivate && forwarded === false && (
            <label className="check">
              <input
                type="checkbox"
                checked={withNames}
                onChange={(event) => setWithNames(event.currentTarget.checked)}
              />
              <span>Say what the model, its dimensions and its outputs are called</span>
            </label>
          )}
          {share !== null && (
            <Ways
              share={share}
              withNames={withNames || !isPrivate}
              withStructure={withStructure}
              onWithStructure={setWithStructure}
            />
          )}
          <Dialog.Close className="button plain icon small corner" aria-label="Close">
            <X size={16} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function WhatIsShared({ share: { trace, forwarded, missing } }: { share: Share }) {
  const titles = useSession((s) => s.steps);
  return (
    <section className="share-what" aria-labelledby="share-what">
      <h3 id="share-what">What will be shared</h3>
      <p className="quiet">
        {forwarded
          ? 'The trace that was sent to you, with its sender’s figures and nothing of this machine.'
          : 'These fields and no others; never a weight. Nothing is sent from here: the link itself holds it all.'}
      </p>
      {missing > 0 && (
        <p className="share-long">
          Not part of it: the last {plural(missing, 'step')} of the list, which cannot be replayed here.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
      <section className="scroll share-fields" tabIndex={0} aria-label="Fields of the trace">
        <Facts rows={fieldsOf(trace).map(({ label, value }) => [label, value] as const)} />
        <details>
          <summary>The {plural(trace.steps.length, 'step')}, one by one</summary>
          <ol>
            {trace.steps.map((step, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the trace
              <li key={i}>
                <strong>{titles[i]?.rule || `rule ${step.rule}`}</strong> <span>{stepWords(step)}</span>
              </li>
            ))}
          </ol>
        </details>
      </section>
    </section>
  );
}

interface WaysProps {
  readonly share: Share;
  readonly withNames: boolean;
  readonly withStructure: boolean;
  readonly onWithStructure: (wanted: boolean) => void;
}

function Ways({ share: { trace, link }, withNames, withStructure, onWithStructure }: WaysProps) {
  const [copied, setCopied] = useState<'link' | 'embed' | 'refused' | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const tooLong = link.length > longest;
  const long = link.length > comfortable;
  const copy = async (what: 'link' | 'embed') => {
    const done = await copyText(what === 'link' ? link : embedCode(link));
    setCopied(done ? what : 'refused');
    if (done) noteSaved(trace.steps.length);
    else field.current?.select();
  };
  const saveFile = () =>
    saveTrace(trace, withNames, withStructure).then(
      () => {
        setFailed(null);
        noteSaved(trace.steps.length);
      },
      (thrown: unknown) => setFailed(toErrorData(thrown, 'WORKER_FAILED').message),
    );
  return (
    <>
      <section className="share-way">
        <h3>
          <label htmlFor={id}>Link</label>
        </h3>
        {tooLong ? (
          <p className="quiet">
            A link would have {plural(link.length, 'character')}, more than browsers and chats take. Save the
            file instead.
          </p>
        ) : (
          <>
            <div className="share-link">
              <input
                id={id}
                ref={field}
                className="mono"
                readOnly
                value={link}
                onFocus={(e) => e.currentTarget.select()}
              />
              <button
                type="button"
                className={long ? 'button' : 'button primary'}
                onClick={() => void copy('link')}
              >
                {copied === 'link' ? (
                  <Check size={15} aria-hidden="true" />
                ) : (
                  <Copy size={15} aria-hidden="true" />
                )}
                Copy
              </button>
            </div>
            <p className={long ? 'share-long' : 'faint'}>
              {plural(link.length, 'character')}
              {long && '. Some programs cut links after 2,000, so the file is safer.'}
            </p>
            <button
              type="button"
              className="button small plain share-embed"
              onClick={() => void copy('embed')}
            >
              {copied === 'embed' ? (
                <Check size={13} aria-hidden="true" />
              ) : (
                <Code size={13} aria-hidden="true" />
              )}
              Copy code to embed it in a page
            </button>
          </>
        )}
        <p className={copied === 'refused' ? 'share-long' : 'unseen'} role="status">
          {copied === 'refused'
            ? 'The browser does not let this page copy: the link is selected, copy it by hand.'
            : copied === null
              ? ''
              : 'Copied'}
        </p>
      </section>
      <section className="share-way">
        <h3>File</h3>
        <div className="share-file">
          <label className="check">
            <input
              type="checkbox"
              checked={withStructure}
              onChange={(event) => onWithStructure(event.currentTarget.checked)}
            />
            <span>With the graph’s structure, without weights</span>
          </label>
          <button
            type="button"
            className={long ? 'button primary' : 'button'}
            onClick={() => void saveFile()}
          >
            <FileDown size={15} aria-hidden="true" />
            Save as .dreamtrace
          </button>
        </div>
        {failed !== null && <p role="alert">{failed}</p>}
      </section>
    </>
  );
}
