package plugin

import "slices"

// Page is one that another tool makes: of a template, or of its own.
type Page struct {
	Source   string         `json:"source"`   // its name in the project, with slashes; there may be no such file
	Template string         `json:"template"` // the file that it is made of; "" where Text is the page
	Text     string         `json:"text"`
	Path     string         `json:"path"` // where it is published
	Title    string         `json:"title"`
	Values   map[string]any `json:"values"` // what its tags may name
	Head     string         `json:"head"`   // elements that its head gets
	Body     string         `json:"body"`   // and its body
	Drop     []string       `json:"drop"`   // URLs of elements that name what the tool writes
	Scripts  []Script       `json:"scripts"`
}

// Script is a module that a page starts: a file of the project, or a package.
type Script struct {
	Path      string `json:"path"`
	Specifier string `json:"specifier"`
	Global    string `json:"global"`   // the name by which classic scripts know what it exports; "" for none
	Exported  string `json:"exported"` // which export of it: "all", or "" for all but where it exports a default only
}

// Page is the page that is made for an entry; nil where the entry is a file as it
// stands.
func (f *Foreign) Page(source string) *Page {
	if !f.Known() {
		return nil
	}
	i := slices.IndexFunc(f.values.Pages, func(p Page) bool { return p.Source == source })
	if i < 0 {
		return nil
	}
	return &f.values.Pages[i]
}

// Makes tells whether an entry is such a page.
func (f *Foreign) Makes(source string) bool { return f.Page(source) != nil }
