export interface RegisterOptions {
  /** URL path of the pages that the worker serves; its own directory by default. */
  scope?: string;
  /**
   * Called when a new release waits. `apply` makes it take over and reloads the page.
   * Without it, a "paintbox-update" event whose detail is `apply` is dispatched on window.
   */
  onUpdate?: (apply: () => void) => void;
}

/** Registers the service worker that Paintbox generated. Undefined where the browser has none. */
export function register(url: string | URL, options?: RegisterOptions): Promise<ServiceWorkerRegistration | undefined>;
