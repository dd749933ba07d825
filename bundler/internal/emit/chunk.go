package emit

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// write makes the source text of a chunk.
func (a *assembler) write(i int) {
	c, plan := &a.chunks[i], &a.plan.Chunks[i]
	w := &writer{p: a.p, units: a.units, trace: a.p.NewTrace(), load: func(from, root int) string {
		if !slices.Contains(c.dynamic, root) {
			c.dynamic = append(c.dynamic, root)
		}
		return a.load(i, from, root)
	}}
	imported := map[int][]string{}
	seen := map[string]bool{}
	a.names(i, func(name string, from int) {
		if from != i && !seen[name] {
			seen[name] = true
			imported[from] = append(imported[from], name)
		}
	})
	for _, from := range plan.Imports {
		c.imports = append(c.imports, from)
		w.out.WriteString("import ")
		if names := imported[from]; len(names) > 0 {
			slices.Sort(names)
			w.out.WriteString("{ ")
			for n, name := range names {
				if n > 0 {
					w.out.WriteString(", ")
				}
				w.out.WriteString(a.exports[from][name] + " as " + name)
			}
			w.out.WriteString(" } from ")
		}
		w.out.WriteString(js.Quote(a.chunkName(i, from)) + ";\n")
	}
	for _, s := range plan.Steps {
		w.step(s)
	}
	a.writeExports(w, i)
	c.source, c.assets, c.trace = w.out.String(), w.assets, w.trace
}

// load is the expression by which a module in chunk i loads a root: a promise of
// its namespace, or the URL of a worker. It lacks its last parenthesis.
func (a *assembler) load(i, from, root int) string {
	url := js.Quote(a.chunkName(i, a.plan.Roots[root].Chunk))
	r := &a.p.Roots[root]
	if r.Worker && !a.hashed[i] {
		return "(import.meta.resolve(" + url + ")"
	}
	if r.Worker {
		return "(" + url
	}
	text := "import(" + url
	for _, loader := range a.p.Loaders(root) {
		switch name := a.units.Names[loader]; {
		case !a.calls(loader, root):
		case loader == a.p.Helpers.LoadStyles:
			text = name + "({" + a.styleList(i, root) + "}, () => " + text + ")"
		case loader == a.p.Helpers.Preload:
			text = name + "(" + js.Quote(a.p.Roots[root].Name) + ", () => " + text + ")"
		}
	}
	if a.units.Objects[root] >= 0 {
		text += ").then((m) => m." + exportObject
	}
	if r.CommonJS >= 0 {
		node := ""
		if a.p.Modules[from].NodeMode {
			node = ", 1"
		}
		text += ").then((m) => " + a.units.Names[a.p.Helpers.Namespace] + "(m.default" + node + ")"
	}
	return text
}

// styleList lists the style sheets of a root by their ranks, as a chunk names
// them.
func (a *assembler) styleList(i, root int) string {
	ranks := a.styles.Of(root)
	list := make([]string, len(ranks))
	for n, rank := range ranks {
		name := a.styles.List[rank].Base + ".css"
		if a.hashed[i] {
			name = a.styles.List[rank].Name
		}
		list[n] = strconv.Itoa(rank) + ": " + js.Quote("./"+name)
	}
	return strings.Join(list, ", ")
}

// exportObject is the name under which the file of a root exports the object
// with its exports.
const exportObject = "paintbox$exports"

func (a *assembler) writeExports(w *writer, i int) {
	var list []string
	start := w.out.Len()
	for _, name := range slices.Sorted(maps.Keys(a.exports[i])) {
		list = append(list, name+" as "+a.exports[i][name])
	}
	if r := a.plan.Chunks[i].Root; r >= 0 {
		root := &a.p.Roots[r]
		if root.Facade {
			for _, e := range root.Exports {
				list = append(list, a.units.Names[e.Symbol]+" as "+e.Name)
			}
			for _, path := range a.p.Files[root.File].Stars {
				w.out.WriteString("export * from " + js.Quote(path) + ";\n")
			}
		}
		if object := a.units.Objects[r]; object >= 0 {
			list = append(list, a.units.Names[object]+" as "+exportObject)
		}
		if root.CommonJS >= 0 {
			w.out.WriteString("export default " + a.units.Names[root.CommonJS] + "();\n")
		}
	}
	if len(list) > 0 || w.common && w.out.Len() == start { // esbuild prints none that is empty
		w.out.WriteString("export { " + strings.Join(list, ", ") + " };\n")
	}
}
