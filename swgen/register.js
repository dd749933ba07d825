// Registers the service worker that Paintbox generated. onUpdate is called
// with a function when a new release waits; that function makes the release
// take over and reloads this page, once. Without onUpdate a "paintbox-update"
// event is dispatched on window, whose detail is the function.
export async function register(url, { scope, onUpdate } = {}) {
  const container = navigator.serviceWorker;
  if (!container) return;
  if (document.readyState !== 'complete') await new Promise((loaded) => addEventListener('load', loaded));
  const wasControlled = !!container.controller;
  const registration = await container.register(url, { scope, updateViaCache: 'none' });

  let applied, offered;
  const apply = () => {
    if (applied) return;
    applied = true;
    if (!registration.waiting) return location.reload(); // another tab was quicker
    container.addEventListener('controllerchange', () => location.reload(), { once: true });
    registration.waiting.postMessage({ type: 'SKIP_WAITING' });
  };
  const offer = () => {
    if (!registration.waiting || !container.controller || registration.waiting === offered) return;
    offered = registration.waiting;
    if (onUpdate) onUpdate(apply);
    else dispatchEvent(new CustomEvent('paintbox-update', { detail: apply }));
  };
  const watch = (worker) => worker && worker.addEventListener('statechange', () => worker.state === 'installed' && offer());
  registration.addEventListener('updatefound', () => watch(registration.installing));
  watch(registration.installing);
  offer();

  // What this page loaded before its first worker took over: asked for once
  // more, from the HTTP cache, so that the page works offline from now on.
  if (!wasControlled) {
    const again = () =>
      performance.getEntriesByType('resource').forEach(({ name, initiatorType }) => {
        if (name.startsWith(registration.scope) && /^(script|link|css|img|other)$/.test(initiatorType)) fetch(name, { cache: 'force-cache' }).catch(() => {});
      });
    if (container.controller) again();
    else container.addEventListener('controllerchange', again, { once: true });
  }
  return registration;
}
