import { embedded } from '../share/embed';
import { layoutOf } from './layoutOf';

/** Keeps `data-layout` on the page's root at what its size asks for; the style sheets go by it. */
export function followLayout(): void {
  const apply = () => {
    document.documentElement.dataset.layout = layoutOf(innerWidth, innerHeight, embedded);
  };
  apply();
  addEventListener('resize', apply);
}
