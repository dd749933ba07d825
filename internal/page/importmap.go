package page

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// mapOf adds what edits say to the page's import map.
func (p *Page) mapOf(edits Edits) ([]splice, error) {
	if len(edits.Imports) == 0 && len(edits.Integrity) == 0 {
		return nil, nil
	}
	if e := p.ownImportMap(); e != nil {
		text, err := extended(p.src[e.tagEnd:e.contentEnd], edits)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: the import map is not as browsers read it: %w (correct it, or remove the element)", p.Source, p.position(e.start).Line, err)
		}
		return []splice{{e.tagEnd, e.contentEnd, text}}, nil
	}
	first := p.headEnd
	for i := range p.elements {
		if e := &p.elements[i]; !e.inert && (e.name == "script" || e.name == "link" && slices.Contains(strings.Fields(strings.ToLower(e.value("rel"))), "modulepreload")) {
			first = min(first, e.start)
		}
	}
	text, err := extended([]byte("{}"), edits)
	if err != nil {
		return nil, err
	}
	t := Tag{Name: "script", Attrs: []Attr{{"type", "importmap"}}, Text: text}
	if edits.Nonce != "" {
		t.Attrs = append(t.Attrs, Attr{"nonce", edits.Nonce})
	}
	return []splice{{first, first, t.String()}}, nil
}

// ownImportMap finds the import map that stands in the page's source, nil where
// there is none.
func (p *Page) ownImportMap() *element {
	for i := range p.elements {
		if e := &p.elements[i]; e.name == "script" && !e.inert && strings.EqualFold(strings.TrimSpace(e.value("type")), "importmap") {
			return e
		}
	}
	return nil
}

// Imports lists what the page's import map says of modules that are named without
// a path: the file of the project, or the URL of another server, by specifier. A
// specifier that ends in a slash stands for all that begin with it.
func (p *Page) Imports() (files, urls map[string]string) {
	e := p.ownImportMap()
	var whole struct{ Imports map[string]string }
	if e == nil || json.Unmarshal(p.src[e.tagEnd:e.contentEnd], &whole) != nil {
		return nil, nil
	}
	files, urls = map[string]string{}, map[string]string{}
	for name, url := range whole.Imports {
		file, _, ok := p.base.resolve(strings.TrimSuffix(url, "/"))
		switch {
		case name == "" || strings.HasPrefix(name, "/") || strings.HasPrefix(name, ".") || isExternal(name):
		case isExternal(url):
			urls[name] = url
		case ok:
			files[name] = file
		}
	}
	return files, urls
}

// extended returns the JSON of an import map with what edits add to it.
func extended(src []byte, edits Edits) (string, error) {
	whole := map[string]json.RawMessage{}
	if err := json.Unmarshal(src, &whole); err != nil {
		return "", err
	}
	for key, more := range map[string]map[string]string{"imports": edits.Imports, "integrity": edits.Integrity} {
		if len(more) == 0 {
			continue
		}
		part := map[string]any{}
		if whole[key] != nil {
			if err := json.Unmarshal(whole[key], &part); err != nil {
				return "", err
			}
		}
		for name, value := range more {
			part[name] = value
		}
		text, err := json.Marshal(part)
		if err != nil {
			return "", err
		}
		if whole == nil { // the map was null
			whole = map[string]json.RawMessage{}
		}
		whole[key] = text
	}
	text, err := json.Marshal(whole)
	return string(text), err
}
