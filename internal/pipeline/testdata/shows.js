// shows tells what a visitor of the page has before him, comparable with what one
// of another build has: elements, text, styles, what scripts said, and of URLs
// which file they lead to.
globalThis.shows = async () => {
  const frames = n => new Promise(done => { const next = () => n-- ? requestAnimationFrame(next) : done(); next() })
  const found = new Map()
  const lead = async url => {
    if (!found.has(url)) found.set(url, fetch(url).then(async r => r.status + ' ' + ((await r.text()).match(/file-\d+/)?.[0] ?? '')).catch(() => 'no answer'))
    return found.get(url)
  }
  const one = async (value, base) => {
    const text = value.trim()
    if (text === '' || /^(data|mailto|about):/.test(text) || text.startsWith('#')) return text
    let url
    try { url = new URL(text, base) } catch { return 'no URL ' + text }
    if (url.origin !== location.origin) return text
    return await lead(url.href.replace(/[?#].*/, '')) + url.search + url.hash
  }
  const urls = async (text, base) => {
    for (const [all, , url] of [...text.matchAll(/url\((["']?)(.*?)\1\)/g)]) text = text.replace(all, 'url ' + await one(url.replace(/\\(.)/g, '$1'), base))
    return text
  }
  const sets = async (text, base) => {
    const made = []
    for (const part of text.split(/,\s+|,(?=\S+$)/)) { const [url, size = ''] = part.trim().split(/\s+/); made.push(await one(url, base) + ' ' + size) }
    return made.join(', ')
  }
  const named = new Set(['src', 'href', 'xlink:href', 'poster', 'data', 'content', 'action', 'background'])
  const walk = async (node, doc, depth) => {
    const out = []
    if (node.nodeType === 3) {
      const text = node.data.replace(/[ \t\n\r\f]+/g, ' ').trim()
      return text ? [text] : []
    }
    if (node.nodeType === 1) {
      const name = node.localName, type = (node.getAttribute('type') ?? '').trim().toLowerCase(), rel = (node.getAttribute('rel') ?? '').toLowerCase()
      const html = node.namespaceURI.endsWith('xhtml')
      if (name === 'script' && type === 'module') return out.concat('module script')
      if (html && name === 'link' && (rel === 'modulepreload' || rel === 'stylesheet' && !node.dataset.k)) return out
      if (name === 'script' && !html && !node.href?.baseVal) node.removeAttribute('src')
      if (name === 'script' && node.id === 'paintbox-routes' || name === 'base') return out
      const attrs = []
      for (const a of node.attributes) {
        if (a.name === 'integrity' || a.name === 'crossorigin' && name === 'link') continue
        let value = a.value
        if (a.name === 'content' && name === 'meta' && node.name === 'marker') value = a.value
        else if (named.has(a.name) && !/^(p|custom-element)$/.test(name)) value = await one(value, doc.baseURI)
        else if (/^(image)?srcset$/.test(a.name)) value = await sets(value, doc.baseURI)
        else if (a.name === 'style') value = await urls(node.style?.cssText ?? value, doc.baseURI)
        else if (a.name === 'srcdoc') value = ''
        attrs.push(a.name + '=' + value)
      }
      out.push('  '.repeat(depth) + name + ' ' + attrs.sort().join(' '))
      if (name === 'style') {
        const sheet = node.sheet
        if (sheet) for (const rule of sheet.cssRules) out.push(await urls(rule.cssText.replace(/@import .*/, '@import'), doc.baseURI))
        return out
      }
      if (name === 'script') return out.concat(node.textContent.trim())
      if (name === 'textarea' || name === 'pre') out.push(node.textContent)
      if (/^(noscript|xmp|noembed|noframes|iframe)$/.test(name) && name === 'noscript' && html && node.firstChild?.nodeType === 3) {
        const inner = new DOMParser().parseFromString('<body>' + node.textContent, 'text/html')
        for (const child of inner.body.childNodes) out.push(...await walk(child, doc, depth + 1))
        return out
      }
      if (node.shadowRoot) { out.push('shadow'); for (const child of node.shadowRoot.childNodes) out.push(...await walk(child, doc, depth + 1)) }
      if (name === 'template') for (const child of node.content.childNodes) out.push(...await walk(child, doc, depth + 1))
      if (name === 'iframe' && node.contentDocument) out.push(...await frame(node.contentWindow, depth + 1))
    }
    for (const child of node.childNodes) out.push(...await walk(child, doc, depth + 1))
    return out
  }
  const frame = async (win, depth) => {
    const doc = win.document, out = []
    const root = win.getComputedStyle(doc.documentElement)
    await Promise.allSettled(win.wait ?? [])
    out.push('said ' + JSON.stringify(win.said ?? []), 'aside ' + JSON.stringify((win.aside ?? []).sort()), 'values ' + JSON.stringify(win.values ?? []))
    for (const url of win.urls ?? []) out.push('url ' + await one(url, doc.baseURI))
    out.push('style ' + root.getPropertyValue('--last') + ' ' + root.color)
    const sheets = []
    for (const sheet of doc.styleSheets) for (const rule of sheet.cssRules) sheets.push(...(rule.cssText.match(/--file-\d+/g) ?? []).map(n => n + '=' + root.getPropertyValue(n)))
    out.push('sheets ' + [...new Set(sheets)].join(' '))
    for (let i = 0; i < 5; i++) for (const e of [...doc.querySelectorAll('.c' + i)].slice(0, 1)) out.push('c' + i + ' ' + await urls(win.getComputedStyle(e).backgroundImage, doc.baseURI))
    if (doc.body) out.push('text ' + doc.body.innerText.replace(/ +/g, ' '))
    out.push('title ' + doc.title, doc.compatMode)
    out.push(...await walk(doc.documentElement, doc, depth))
    return out
  }
  await frames(2)
  return frame(window, 0)
}
