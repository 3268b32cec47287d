/** When a page's own content stands (its largest part has been drawn) and the browser is idle, or after five seconds at the latest. */
export function afterFirstPaint(): Promise<void> {
  return new Promise((resolve) => {
    const latest = setTimeout(resolve, 5_000);
    const look = () => {
      if (document.querySelector('main h1') === null || document.querySelector('[aria-busy="true"]') !== null) return;
      observer.disconnect();
      clearTimeout(latest);
      // Safari knows no idle callback.
      if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 1_000 });
      else setTimeout(resolve, 100);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-busy'] });
    look();
  });
}
