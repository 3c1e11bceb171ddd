import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** An element's size, kept up to date. */
export function useSize<T extends HTMLElement>(): [RefObject<T | null>, { width: number; height: number }] {
  const element = useRef<T>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const at = element.current;
    if (at === null) return;
    const observer = new ResizeObserver(() => setSize({ width: at.clientWidth, height: at.clientHeight }));
    observer.observe(at);
    setSize({ width: at.clientWidth, height: at.clientHeight });
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
