/**
 * What lies behind a dialog. Radix's own overlay also locks scrolling, by a style element that the page's
 * Content-Security-Policy refuses; this page never scrolls, so there is nothing to lock.
 */
export const Dim = () => <div className="dim" />;
