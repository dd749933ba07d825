package pipeline

import (
	"bytes"
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/edit"
	"github.com/paintbox-build/paintbox/internal/lex"
	"github.com/paintbox-build/paintbox/internal/page"
	"github.com/paintbox-build/paintbox/internal/plugin"
)

// Pages that another tool of the project makes: of a template, to which it adds
// the scripts of its entries.

// withMade is the project's directory with these pages in it.
func (r *runner) withMade(dir fs.FS, sources []string) fs.FS {
	made := withPages{FS: dir, pages: map[string][]byte{}}
	for _, source := range sources {
		p := r.opts.Foreign.Page(source)
		if p == nil {
			continue
		}
		text := p.Text
		if p.Template != "" {
			data, err := fs.ReadFile(dir, p.Template)
			if err != nil {
				continue // that it cannot be read is said where the page is
			}
			text = string(data)
		}
		made.pages[source] = []byte(completed(text, p))
	}
	return made
}

// withPages is a directory with pages in place of its files.
type withPages struct {
	fs.FS
	pages map[string][]byte
}

// ReadFile reads a page, or a file of the directory.
func (w withPages) ReadFile(name string) ([]byte, error) {
	if data, ok := w.pages[name]; ok {
		return bytes.Clone(data), nil
	}
	return fs.ReadFile(w.FS, name)
}

// completed is a page with what the tool adds to it. Lines stay what they were.
func completed(text string, p *plugin.Page) string {
	var edits []edit.Edit
	for _, l := range page.OutlineOf([]byte(text)).Loads {
		if slices.Contains(p.Drop, l.URL) {
			edits = append(edits, edit.New(l.Start, l.End, strings.Repeat("\n", strings.Count(text[l.Start:l.End], "\n"))))
		}
	}
	text = knowing(edit.Apply(text, edits), p.Scripts)
	o := page.OutlineOf([]byte(text))
	edits = []edit.Edit{edit.New(o.Head, o.Head, p.Head), edit.New(o.Body, o.Body, p.Body)}
	slices.SortStableFunc(edits, func(a, b edit.Edit) int { return a.Start - b.Start })
	return edit.Apply(text, edits)
}

// knowing has the scripts that are written into a page wait for what they know by the
// global names of other scripts, for which they would come too early: modules start
// when the page is read. Each is data until a module behind it, which imports what is
// waited for, lets it run in its place as the classic script that it is.
func knowing(text string, scripts []plugin.Script) string {
	var edits []edit.Edit
	for _, in := range page.OutlineOf([]byte(text)).Scripts {
		var imports, values string
		for _, s := range scripts {
			if s.Global != "" && uses([]byte(text[in.TagEnd:in.ContentEnd]), s.Global) {
				imports += globalImport(s)
				values += globalSet(s) + "; "
			}
		}
		if imports != "" {
			edits = append(edits, edit.New(in.Attributes, in.Attributes, ` type="`+page.HeldScript+`"`), edit.New(in.End, in.End, `<script type="module">`+imports+values+release+"</script>"))
		}
	}
	return edit.Apply(text, edits)
}

// release lets the first script run that was held back.
const release = `const held = document.querySelector('script[type="` + page.HeldScript + `"]'), script = document.createElement("script");
for (const { name, value } of held.attributes) if (name != "type") script.setAttribute(name, value);
script.nonce = held.nonce;
script.textContent = held.textContent;
held.replaceWith(script);`

// uses tells whether a script asks for a name that it does not declare.
func uses(script []byte, name string) bool {
	var before lex.Token
	r, found := lex.NewReader(script, false), false
	for t := r.Next(); t.Kind != lex.End; t = r.Next() {
		if t.Kind == lex.Ident && string(script[t.Start:t.End]) == name {
			switch before.Kind {
			case lex.Dot, lex.Optional:
			case lex.Var, lex.Const, lex.Function, lex.Class:
				return false
			default:
				found = true
			}
		}
		before = t
	}
	return found
}

// madeScripts are the modules that such a page starts.
func madeScripts(p *plugin.Page) []bundler.Script {
	var list []bundler.Script
	for _, s := range p.Scripts {
		switch {
		case s.Global != "":
			list = append(list, bundler.Script{Inline: globalImport(s) + globalSet(s)})
		case s.Path != "":
			list = append(list, bundler.Script{Path: s.Path})
		default:
			list = append(list, bundler.Script{Inline: "import " + quote(s.Specifier)})
		}
	}
	return list
}

// globalImport imports what a script exports.
func globalImport(s plugin.Script) string {
	return "import * as " + allOf(s) + " from " + quote("/"+s.Path) + "; "
}

func allOf(s plugin.Script) string { return "paintbox_" + s.Global }

// globalSet gives the window the name.
func globalSet(s plugin.Script) string { return "window[" + quote(s.Global) + "] = " + globalValue(s) }

// globalValue is what the name of a script stands for.
func globalValue(s plugin.Script) string {
	all := allOf(s)
	switch s.Exported {
	case "all":
		return all
	case "":
		return `Object.keys(` + all + `).join() === "default" ? Object.values(` + all + `)[0] : ` + all
	}
	return all + "[" + quote(s.Exported) + "]"
}

func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text) + `"`
}

// loadPages reads the pages, each with the values that its tags may name.
func (s *site) loadPages(dir fs.FS, sources []string, constants page.Constants) (pages []*page.Page, failed asset.Messages, err error) {
	for _, source := range sources {
		names := page.Names{Title: s.cfg.Title(), Values: s.values(constants), Prefixes: s.cfg.EnvPrefix, Raw: s.cfg.Package.RawTemplates(), Mustaches: s.cfg.Package.Has("vue", "petite-vue", "angular", "@angular/core", "alpinejs", "mustache", "ractive", "knockout", "aurelia", "aurelia-framework", "@polymer/polymer")}
		if made := s.made(source); made != nil {
			names.Title = cmp.Or(made.Title, names.Title)
			maps.Copy(names.Values, made.Values)
		}
		list, err := page.Load(dir, []string{source}, s.publicFiles(), names, constants)
		wrong, ok := err.(asset.Messages) //nolint:errorlint // it is not wrapped
		if err != nil && !ok {
			return nil, nil, err
		}
		pages, failed = append(pages, list...), append(failed, wrong...)
	}
	return pages, failed, nil
}

// paths are where pages are published that do not keep their own paths.
func (s *site) paths() map[string]string {
	paths := maps.Clone(s.outputs)
	for _, e := range s.cfg.Entries {
		if made := s.made(e.Source); made != nil {
			paths[e.Source] = path.Clean(made.Path)
		}
	}
	return paths
}
