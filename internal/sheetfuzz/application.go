package sheetfuzz

import (
	"fmt"
	"slices"
	"strings"
)

// module is a script of an application: what it imports, in order, and the routes
// behind it.
type module struct {
	name    string
	imports []any // *module or *sheet
	lazy    []*module
}

// sheet is a style sheet that scripts import, or classes of others are composed of.
type sheet struct {
	name     string
	classes  bool // it is a CSS module
	composes []*sheet
}

// application makes a page whose scripts import style sheets.
func (g *generator) application() {
	var sheets []*sheet
	for range 3 + g.IntN(4) {
		sheets = append(sheets, g.sheet(sheets))
	}
	var shared []*module
	for i := range g.IntN(3) {
		m := &module{name: fmt.Sprintf("shared%d", i)}
		for range 1 + g.IntN(2) {
			m.imports = append(m.imports, one(g, sheets...))
		}
		if len(shared) > 0 && g.chance(2) {
			m.imports = append(m.imports, one(g, shared...))
		}
		shared = append(shared, m)
	}
	some := func(name string, n int) *module {
		m := &module{name: name}
		for range n {
			if len(shared) > 0 && g.chance(3) {
				m.imports = append(m.imports, one(g, shared...))
			} else {
				m.imports = append(m.imports, one(g, sheets...))
			}
		}
		return m
	}
	main := some("main", g.IntN(3))
	for i := range 1 + g.IntN(3) {
		main.lazy = append(main.lazy, some(fmt.Sprintf("r%d", i), 1+g.IntN(3)))
		g.site.Visits = append(g.site.Visits, fmt.Sprintf("r%d", i))
	}
	g.writeModules(main)
	g.site.Page = g.site.Name + "/index.html"
	g.site.Native = g.site.Name + "/native.html"
	g.site.Files[g.site.Page] = head(g.site.Name) + `<script type="module" src="./main.js"></script></head>` + body + "</body></html>\n"
	g.site.Files[g.site.Native] = head(g.site.Name) + native(main) + "</head>" + body + "</body></html>\n"
}

// sheet writes a style sheet that scripts import.
func (g *generator) sheet(others []*sheet) *sheet {
	s := &sheet{}
	if g.chance(3) {
		s.classes = true
		s.name = fmt.Sprintf("m%d.module.css", g.sheets)
		g.sheets++
		for _, other := range others {
			if other.classes && g.chance(2) {
				s.composes = append(s.composes, other)
			}
		}
		text := "." + s.class() + " {\n"
		for _, other := range s.composes {
			text += "composes: " + other.class() + " from \"./" + other.name + "\";\n"
		}
		own := g.declarations(1+g.IntN(3)) + "}\n"
		g.site.Files[g.site.Name+"/"+s.name] = text + own
		g.site.Files[g.site.Name+"/native-"+s.name+".css"] = "." + s.class() + " {\n" + own
		return s
	}
	s.name = g.tree(1)
	return s
}

// class is the class that a CSS module exports.
func (s *sheet) class() string { return strings.TrimSuffix(s.name, ".module.css") + "x" }

// all lists the classes that an element of the class has.
func (s *sheet) all() []string {
	list := []string{s.class()}
	for _, c := range s.composes {
		list = append(list, c.all()...)
	}
	return list
}

// href is what a browser loads of the sheet as it is.
func (s *sheet) href() string {
	if s.classes {
		return "native-" + s.name + ".css"
	}
	return s.name
}

// writeModules writes the scripts.
func (g *generator) writeModules(m *module) {
	path := g.site.Name + "/" + m.name + ".js"
	if _, ok := g.site.Files[path]; ok {
		return
	}
	var text, run strings.Builder
	for i, imp := range m.imports {
		switch imp := imp.(type) {
		case *module:
			fmt.Fprintf(&text, "import './%s.js'\n", imp.name)
			g.site.Files[path] = ""
			g.writeModules(imp)
		case *sheet:
			if !imp.classes {
				fmt.Fprintf(&text, "import './%s'\n", imp.name)
				continue
			}
			fmt.Fprintf(&text, "import c%d from './%s'\n", i, imp.name)
			fmt.Fprintf(&run, "document.querySelector('em').className += ' ' + c%d.%s\n", i, imp.class())
		}
	}
	if m.name == "main" {
		run.WriteString("const routes = {")
		for _, r := range m.lazy {
			fmt.Fprintf(&run, " %s: () => import('./%s.js'),", r.name, r.name)
			g.writeModules(r)
		}
		run.WriteString(" }\nwindow.go = name => routes[name]()\nwindow.ready = true\n")
	}
	fmt.Fprintf(&run, "console.log(%q)\n", g.site.Name+m.name)
	g.site.Files[path] = text.String() + run.String()
}

// native writes what does the same in a browser without a build: a script that
// links each sheet where it is first imported, and what its classes are composed
// of before it.
func native(main *module) string {
	var seen []any
	list := func(m *module) (links, classes []string) {
		var visit func(any)
		visit = func(x any) {
			once := slices.Contains(seen, x)
			seen = append(seen, x)
			switch x := x.(type) {
			case *module:
				if once {
					return
				}
				for _, imp := range x.imports {
					visit(imp)
					if s, ok := imp.(*sheet); ok && s.classes {
						classes = append(classes, s.all()...)
					}
				}
			case *sheet:
				if once {
					return
				}
				for _, c := range x.composes {
					visit(c)
				}
				links = append(links, x.href())
			}
		}
		visit(m)
		return links, classes
	}
	links, classes := list(main)
	before := slices.Clone(seen)
	var text strings.Builder
	for _, link := range links {
		text.WriteString(`<link rel="stylesheet" href="` + link + `">`)
	}
	text.WriteString(`<script>
const routes = {`)
	for _, r := range main.lazy {
		seen = slices.Clone(before)
		l, c := list(r)
		fmt.Fprintf(&text, " %s: [%s, %q],", r.name, quoted(l), strings.Join(c, " "))
	}
	fmt.Fprintf(&text, ` }
const add = href => new Promise((done, failed) => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onload: done, onerror: failed })))
window.go = async name => { for (const href of routes[name][0]) await add(href); document.querySelector('em').className += ' ' + routes[name][1] }
addEventListener('DOMContentLoaded', () => { document.querySelector('em').className += ' ' + %q; window.ready = true })
</script>`, strings.Join(classes, " "))
	return text.String()
}

func quoted(list []string) string { return fmt.Sprintf("[%s]", strings.Join(quotes(list), ", ")) }

func quotes(list []string) []string {
	q := make([]string, len(list))
	for i, s := range list {
		q[i] = fmt.Sprintf("%q", s)
	}
	return q
}
