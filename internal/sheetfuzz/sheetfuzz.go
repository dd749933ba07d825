// Package sheetfuzz makes random style sheets, and pages and applications that use
// them: a site as its author wrote it, which a build takes, and the same site for
// a browser as it is. What both look like in it has to be the same. For tests only.
package sheetfuzz

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// Site is a page with style sheets. The names of its files begin with its own
// name, so that many sites fit into one project.
type Site struct {
	Name   string
	Files  map[string]string // the sources, by their paths
	Ext    map[string]string // sheets of another server, by their paths there
	Page   string            // the page to build, which is one to look at if there are no scripts
	Native string            // the page to look at as it is
	Visits []string          // the routes, each visited by itself; none for a page without scripts
}

// Text lists the files, for people.
func (s *Site) Text() string {
	var text strings.Builder
	for _, files := range []map[string]string{s.Files, s.Ext} {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			fmt.Fprintf(&text, "-- %s --\n%s", name, files[name])
		}
	}
	return text.String()
}

// New makes the site of a seed. Its sheets name those of another server, whose URL
// is given, with a slash at its end.
func New(seed uint64, server string) *Site {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 15)), server: server, site: &Site{Name: fmt.Sprintf("s%d", seed), Files: map[string]string{}, Ext: map[string]string{}}}
	if g.IntN(2) == 0 {
		g.linked()
	} else {
		g.application()
	}
	return g.site
}

// generator makes one site.
type generator struct {
	*rand.Rand
	site   *Site
	server string
	sheets int
}

// one chooses one of several.
func one[T any](g *generator, list ...T) T { return list[g.IntN(len(list))] }

// chance is true in one of n cases.
func (g *generator) chance(n int) bool { return g.IntN(n) == 0 }

// body is what pages show: enough for selectors and containers to differ.
const body = `<body class="a"><div id="root" class="b c"><p class="a d" data-x="1">one <b class="c">two</b></p>
<section class="c e"><span class="d b">three</span><i class="e">four</i><svg width="40" height="20" class="a"><rect class="d" width="10" height="10"/><text y="18" class="b">t</text></svg></section>
<div class="f"><div class="g a"><em class="h d">five</em></div><a class="h" href="#x">six</a></div></div>`

func head(title string) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>` + title + "</title>"
}

// linked makes a page that links its style sheets.
func (g *generator) linked() {
	g.site.Page = g.site.Name + "/index.html"
	g.site.Native = g.site.Page
	text := head(g.site.Name)
	for range 1 + g.IntN(2) {
		name := g.tree(2)
		media := ""
		if g.chance(5) {
			media = ` media="` + g.media() + `"`
		}
		text += `<link rel="stylesheet" href="` + name + `"` + media + ">"
	}
	g.site.Files[g.site.Page] = text + "</head>" + body + "</body></html>\n"
}

// tree writes a style sheet that may import others, and returns its name.
func (g *generator) tree(depth int) string {
	name := fmt.Sprintf("t%d.css", g.sheets)
	g.sheets++
	var text strings.Builder
	if g.chance(6) {
		text.WriteString(one(g, "@charset \"utf-8\";\n", "/* é */\n", "\ufeff"))
	}
	if g.chance(3) {
		text.WriteString("@layer " + g.layer() + ", " + g.layer() + ";\n")
	}
	if depth > 0 {
		var names []string
		for range g.IntN(4) {
			rule := g.imported(&names, depth)
			text.WriteString(rule)
		}
	}
	if g.chance(10) {
		text.WriteString("@namespace s url(http://www.w3.org/2000/svg);\ns|rect { fill: " + g.color() + " }\n")
	}
	text.WriteString(g.rules(2 + g.IntN(4)))
	if g.chance(12) {
		text.WriteString("@import \"" + name + "\";\n@import \"" + g.external() + "\";\n")
	}
	g.site.Files[g.site.Name+"/"+name] = text.String()
	return name
}

// imported makes an @import rule of a new sheet, of one of the names, or of
// another server's.
func (g *generator) imported(names *[]string, depth int) string {
	var url string
	switch {
	case g.chance(5):
		url = g.external()
	case len(*names) > 0 && g.chance(3):
		url = one(g, *names...)
	default:
		url = g.tree(depth - 1)
		*names = append(*names, url)
	}
	rule := "@import " + one(g, `"%s"`, `url(%s)`, `url("%s")`, `'%s'`)
	rule = fmt.Sprintf(rule, url)
	switch g.IntN(6) {
	case 0, 1:
		rule += " layer(" + g.layer() + ")"
	case 2:
		rule += " layer"
	}
	if g.chance(6) {
		rule += " supports(" + g.supports() + ")"
	}
	if g.chance(5) {
		rule += " " + g.media()
	}
	return rule + ";\n"
}

// external makes a sheet of another server, and returns its URL.
func (g *generator) external() string {
	name := fmt.Sprintf("%s/e%d.css", g.site.Name, g.sheets)
	g.sheets++
	text := g.rules(1 + g.IntN(2))
	if g.chance(3) {
		text = "@layer " + g.layer() + " { " + g.rules(1) + " }\n" + text
	}
	g.site.Ext[name] = text
	return g.server + name
}

// layer is the name of a layer; there are few.
func (g *generator) layer() string { return one(g, "one", "two", "two.in", "three") }

func (g *generator) media() string {
	return one(g, "screen", "print", "(min-width: 100px)", "(max-width: 100px)", "screen and (min-width: 1px)", "not print", "print, screen", "(width >= 200px)", "not all and (monochrome)", "(min-width: 50px) and (max-width: 5000px)", "(orientation)")
}

func (g *generator) supports() string {
	return one(g, "display: grid", "not (display: nothing)", "(display: grid) and (color: red)", "selector(:has(a))", "display: nothing", "--x: 1", "(display: flex) or (nothing: 1)")
}
