import { requestClose } from '../session/requestClose';
import { useShared } from '../share/shared';
import { useSession } from '../stores/session';
import { Logo } from './Logo';

/** The name of the page, and the way back to its start. */
export function Brand() {
  const away = useSession((s) => s.model !== null);
  const shared = useShared((s) => s.shared !== null);
  const home = !away && !shared;
  return (
    <h1 className="brand" aria-label="Dreamgraph">
      <a
        href="./"
        aria-label="Dreamgraph: the start page"
        aria-current={home ? 'page' : undefined}
        title={away ? 'Close the model, back to the start' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          if (!home) requestClose();
        }}
      >
        <Logo />
        <span>Dreamgraph</span>
      </a>
    </h1>
  );
}
