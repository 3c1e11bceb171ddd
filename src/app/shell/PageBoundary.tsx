import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode, useEffect, useRef } from 'react';
import { toErrorData } from '../../core';
import { sentence } from '../format';
import { download } from '../session/download';
import { requestClose } from '../session/requestClose';
import { playable } from '../session/views';
import { useShared } from '../share/shared';
import { getSession, useSession } from '../stores/session';

interface Props {
  readonly children: ReactNode;
  /** The header and the dialogs are inside as well, so that none of their buttons is left. */
  readonly whole?: boolean;
}

interface State {
  readonly failed: { readonly thrown: unknown } | null;
}

/** Keeps what cannot be drawn from taking the page along, and with it the open model: says so in its place. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { failed: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { failed: { thrown } };
  }

  private readonly retry = (): void => this.setState({ failed: null });

  override render(): ReactNode {
    const { children, whole = false } = this.props;
    const { failed } = this.state;
    return failed === null ? children : <Failed thrown={failed.thrown} whole={whole} onRetry={this.retry} />;
  }
}

interface FailedProps {
  readonly thrown: unknown;
  readonly whole: boolean;
  readonly onRetry: () => void;
}

function Failed({ thrown, whole, onRetry }: FailedProps) {
  const { message, advice, code } = toErrorData(thrown, 'PAGE_FAILED');
  const model = useSession((s) => s.model?.sha256 ?? null);
  const trace = useShared((s) => s.shared?.trace ?? null);
  const first = useRef({ model, trace });
  useEffect(() => {
    // What could not be drawn may be gone with the model or the trace.
    if (model !== first.current.model || trace !== first.current.trace) onRetry();
  }, [model, trace, onRetry]);
  return (
    <main className="workbench">
      <div className="banner error" role="alert">
        <CircleAlert size={18} aria-hidden="true" />
        <p>
          <strong>{whole ? 'The page' : 'This part of the page'} could not be drawn.</strong>{' '}
          {sentence(message)} <span>{advice}</span> <code>{code}</code>
        </p>
        <button type="button" className="button small" onClick={onRetry}>
          Try again
        </button>
        {whole && model !== null && (
          <button type="button" className="button small" onClick={downloadNow}>
            Download the model
          </button>
        )}
        {!whole && (model !== null || trace !== null) && (
          <button type="button" className="button small" onClick={requestClose}>
            {model === null ? 'Close the trace' : 'Close the model'}
          </button>
        )}
        <button type="button" className="button small" onClick={() => location.reload()}>
          Reload
        </button>
      </div>
    </main>
  );
}

/** The same as the header's button, which is gone. */
function downloadNow(): void {
  const { result, steps } = getSession();
  void download(result?.returned === 'original' ? 0 : playable(steps));
}
