// live.js is in the pages that "paintbox preview --watch" serves.
(() => {
  const { src } = document.currentScript;
  const events = new EventSource(new URL('events', src));
  const plain = (url) => new URL(url).pathname.replace(/-[A-Z2-7]{8}(\.css)$/, '$1');
  let build;
  let shown;

  const clear = () => {
    shown?.remove();
    shown = undefined;
  };

  const show = (messages) => {
    clear();
    shown = document.createElement('paintbox-errors');
    const root = shown.attachShadow({ mode: 'open' });
    const box = document.createElement('div');
    box.setAttribute('role', 'alert');
    box.style.cssText = 'all:initial;position:fixed;inset:0;z-index:2147483647;overflow:auto;box-sizing:border-box;padding:2rem;background:#1b1b1fee;color:#fff;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap';
    const close = document.createElement('button');
    close.textContent = 'Close';
    close.style.cssText = 'float:right;font:inherit';
    close.onclick = clear;
    box.append(close, messages.join('\n\n'));
    root.append(box);
    document.documentElement.append(shown);
  };

  const take = (sheets) => {
    const named = new Map(sheets.map((sheet) => new URL(`../${sheet}`, src).href).map((sheet) => [plain(sheet), sheet]));
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const sheet = named.get(plain(link.href));
      if (!sheet || sheet === link.href) continue;
      const next = link.cloneNode();
      next.href = sheet;
      next.onload = next.onerror = () => link.remove(); // until then the page keeps its looks
      link.after(next);
    }
  };

  events.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    build ??= event.build;
    if (event.event === 'failed') return show(event.messages);
    clear();
    if (build !== event.build) return location.reload();
    take(event.sheets ?? []);
  };
})();
