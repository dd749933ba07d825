package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/ansi"
)

// WriteWhy answers for people why packages and modules of a build are where
// they are: the group and its rule, the shortest chain of imports, the files and
// who needs them, and what kept code together or put it off.
func WriteWhy(w io.Writer, b *asset.Build, found []Finding, o Options) error {
	p := newPage(o)
	list, rest := found, 0
	if !p.all && len(list) > shown+1 {
		list, rest = list[:shown], len(list)-shown
	}
	for i := range list {
		p.finding(b, &list[i])
	}
	if rest > 0 {
		p.line(p.In(ansi.Dim, fmt.Sprintf("%d more match; name one, or see --json", rest)))
	}
	_, err := io.WriteString(w, p.out.String())
	return err
}

func (p *page) finding(b *asset.Build, f *Finding) {
	what := f.bytes().Human()
	if f.Package != "" {
		what = plural(len(f.Modules), "module") + ", " + what
	}
	parts := f.parts()
	if len(parts) == 0 {
		what = "in no file, since nothing of it is used"
		if file := facade(b, f); file != "" {
			what = "has no code of its own: " + file + " exports what it takes from other modules"
		}
	}
	p.line(p.In(ansi.Bold, "why "+printable(f.name())), "  ", what)
	p.fact("group", groupText(f))
	if len(f.Chain) > 0 {
		p.fact("chain", strings.Join(f.Chain, " › "))
	}
	for _, part := range parts {
		p.part(b, part)
	}
	p.notes(f)
	if f.Unused > 0 {
		them := "them"
		if f.Unused == 1 {
			them = "it"
		}
		p.fact("unused", fmt.Sprintf("%s, since nothing of %s is used", plural(f.Unused, "more module"), them))
	}
	p.line()
}

// facade is the file that starts a module, if it is that of an entry or route.
func facade(b *asset.Build, f *Finding) string {
	for _, r := range b.Roots {
		if len(f.Modules) == 1 && r.Source == f.Modules[0].Module {
			return r.File
		}
	}
	return ""
}

// fact writes a line with a label, and what does not fit below it.
func (p *page) fact(label, text string) {
	const indent = 11
	for i, line := range wrap(printable(text), p.width-indent) {
		head := strings.Repeat(" ", indent)
		if i == 0 {
			head = "  " + p.In(ansi.Dim, left(label, indent-2))
		}
		p.line(head, line)
	}
}

// groupText names the groups of what was found, and the rules by which they are
// that.
func groupText(f *Finding) string {
	var rules []string
	for _, m := range f.Modules {
		rule := "none of the rules matches: code of one entry or route is in files of its name, shared code in commons"
		if m.Group != "" {
			rule = m.Group + ", by " + m.Rule
		}
		if !slices.Contains(rules, rule) {
			rules = append(rules, rule)
		}
	}
	return strings.Join(rules, "; ")
}

// parts sums the parts of the modules by file, largest first.
func (f *Finding) parts() []asset.Part {
	var list []asset.Part
	for _, m := range f.Modules {
		for _, part := range m.Parts {
			i := slices.IndexFunc(list, func(p asset.Part) bool { return p.File == part.File })
			if i < 0 {
				list = append(list, asset.Part{File: part.File})
				i = len(list) - 1
			}
			list[i].Bytes += part.Bytes
			for _, root := range part.Roots {
				if !slices.Contains(list[i].Roots, root) {
					list[i].Roots = append(list[i].Roots, root)
				}
			}
			if f.Package == "" {
				list[i].Names = part.Names
			}
		}
	}
	slices.SortStableFunc(list, func(x, y asset.Part) int { return int(y.Bytes - x.Bytes) })
	return list
}

// part writes a file, the names that are there, and who needs them.
func (p *page) part(b *asset.Build, part asset.Part) {
	p.fact("file", fmt.Sprintf("%s  %s", part.File, part.Bytes.Human()))
	if len(part.Names) > 0 {
		p.fact("  holds", p.some(part.Names))
	}
	p.fact("  for", rootsText(b, part.Roots))
	var others []string
	for _, r := range b.Roots {
		if slices.Contains(r.Scripts, part.File) && !slices.Contains(part.Roots, r.Source) {
			others = append(others, r.Source)
		}
	}
	if text := rootsText(b, others); text != "" {
		p.fact("  also", "loaded by "+text+", for other code in the file")
	}
}

// rootsText lists entries and routes, or those that are missing where these are
// fewer.
func rootsText(b *asset.Build, roots []string) string {
	var with, without []string
	for _, r := range b.Roots {
		if slices.Contains(roots, r.Source) {
			with = append(with, r.Source)
		} else {
			without = append(without, r.Source)
		}
	}
	switch {
	case len(with) > 1 && len(without) == 0:
		return "every entry and route"
	case len(with) > 3 && len(without) < 3:
		return "every entry and route but " + strings.Join(without, " and ")
	}
	return strings.Join(with, ", ")
}

// note is a reason, and the modules that it is about.
type note struct {
	label, text string
	modules     []string
}

// notes says what kept modules together or put them off.
func (p *page) notes(f *Finding) {
	var list []note
	add := func(label, text, module string) {
		i := slices.IndexFunc(list, func(n note) bool { return n.label == label && n.text == text })
		switch {
		case text == "":
		case i >= 0:
			list[i].modules = append(list[i].modules, module)
		default:
			list = append(list, note{label, text, []string{module}})
		}
	}
	for _, m := range f.Modules {
		add("whole", m.Whole, fileName(m.Module))
		add("deferred", m.Deferred, fileName(m.Module))
		add("joined", m.Joined, fileName(m.Module))
		add("made by", strings.Join(m.Plugins, ", "), fileName(m.Module))
	}
	for i, n := range list {
		if i == shown && !p.all {
			p.fact("", fmt.Sprintf("and %d more such reasons; see --json", len(list)-shown))
			return
		}
		text := n.text
		if f.Package != "" {
			text += ": " + p.some(n.modules)
		}
		p.fact(n.label, text)
	}
}

// some lists names, the first of many.
func (p *page) some(names []string) string {
	if n := len(names); n > shown && !p.all {
		names = append(slices.Clone(names[:shown]), fmt.Sprintf("%d more", n-shown))
	}
	return strings.Join(names, ", ")
}
