package page

import (
	neturl "net/url"
	"path"
	"slices"
	"strings"
)

// WithIntegrity adds what makes browsers refuse other bytes (Subresource Integrity): an attribute on the elements that load scripts
// and style sheets of the build, and the chunks in the page's import map, those that are
// loaded later, too. The page is one of the output, and base the public path of that; sri gives what the attribute
// says of a file, "" for none.
func (p *Page) WithIntegrity(base string, sri func(file string) string, chunks []string) ([]byte, error) {
	var splices []splice
	for i := range p.elements {
		e := &p.elements[i]
		a := e.verified()
		if a == nil || e.get("integrity") != nil {
			continue
		}
		value := sri(p.fileAt(base, a.value))
		if value == "" {
			continue
		}
		at := e.start + 1 + len(e.name)
		text := " integrity=" + quote(value)
		if isExternal(base) && e.get("crossorigin") == nil {
			text += " crossorigin"
		}
		splices = append(splices, splice{at, at, text})
	}
	known := map[string]string{}
	for _, file := range chunks {
		if value := sri(file); value != "" {
			known[URL(base, p.Dir(), file)] = value
		}
	}
	importMap, err := p.mapOf(Edits{Integrity: known, Nonce: p.nonce()})
	if err != nil {
		return nil, err
	}
	return apply(p.src, append(splices, importMap...)), nil
}

// verified is the attribute that names what the element loads, where browsers verify
// it; nil for other elements.
func (e *element) verified() *attr {
	rel := strings.Fields(strings.ToLower(e.value("rel")))
	as := strings.ToLower(strings.TrimSpace(e.value("as")))
	switch {
	case e.name == "script" && e.space == "":
		return e.get("src")
	case e.name == "link" && (slices.Contains(rel, "stylesheet") || slices.Contains(rel, "modulepreload") || slices.Contains(rel, "preload") && (as == "script" || as == "style")):
		return e.get("href")
	}
	return nil
}

// fileAt is the file of the output that a URL of the page names, "" for none.
func (p *Page) fileAt(base, url string) string {
	url, _ = cutSuffix(strings.TrimSpace(url))
	rest, ok := strings.CutPrefix(url, base)
	switch {
	case ok && base != "./":
	case isExternal(url) || strings.HasPrefix(url, "/"):
		return ""
	default:
		rest = path.Join(p.Dir(), url)
	}
	if plain, err := neturl.PathUnescape(rest); err == nil {
		return plain
	}
	return rest
}

// nonce is that of the page's scripts.
func (p *Page) nonce() string {
	for i := range p.elements {
		if e := &p.elements[i]; e.name == "script" && e.value("nonce") != "" {
			return e.value("nonce")
		}
	}
	return ""
}
