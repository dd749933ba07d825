package bundler

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/rename"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/chunker"
)

// chunkText is a chunk on its way to a file.
type chunkText struct {
	placeholder string // the file's name until its hash is known
	source      string
	imports     []int
	dynamic     []int // roots
	assets      []string
	code        []byte // minified
	trace       *sourcemap.Trace
	sourcemap   []byte
	file        string // final path
}

// assembler writes the chunks of a plan.
type assembler struct {
	p       *Program
	plan    *chunker.Plan
	chunkOf []int // by unit
	chunks  []chunkText
	exports []map[string]string // by chunk: exported name by unique name
	hashed  []bool              // by chunk: it names others by their final names
}

// Assemble writes the chunks of a plan and all other files that the program
// consists of. It also returns the size of each chunk of the plan.
func (p *Program) Assemble(ctx context.Context, plan *chunker.Plan) (asset.Build, []asset.Size, error) {
	a := &assembler{p: p, plan: plan, chunkOf: make([]int, len(p.units)), chunks: make([]chunkText, len(plan.Chunks)), exports: make([]map[string]string, len(plan.Chunks))}
	for u := range a.chunkOf {
		a.chunkOf[u] = -1
	}
	for i, c := range plan.Chunks {
		a.chunks[i].placeholder = c.Name + "-" + placeholderHash(c.Name) + ".js"
		a.exports[i] = map[string]string{}
		for _, s := range c.Steps {
			if s.Mode != chunker.Call {
				a.chunkOf[s.Unit] = i
			}
		}
	}
	a.hashed = a.namedByHash()
	a.collectExports()
	for i := range a.chunks {
		a.write(i)
	}
	if err := a.minify(ctx); err != nil {
		return asset.Build{}, nil, err
	}
	a.nameFiles()
	sizes := make([]asset.Size, len(a.chunks))
	for i := range a.chunks {
		sizes[i] = asset.Size(len(a.chunks[i].code))
	}
	return a.build(), sizes, nil
}

// placeholderHash stands for the content hash of a chunk, in as many bytes.
func placeholderHash(name string) string {
	return "@" + asset.ContentHash([]byte(name))[:6] + "@"
}

// names calls visit for every name that a chunk uses, with the chunk that
// declares it.
func (a *assembler) names(i int, visit func(name string, from int)) {
	p := a.p
	symbol := func(sym int32) {
		if from := a.chunkOf[p.symbols[sym].unit]; from >= 0 {
			visit(p.symbols[sym].name, from)
		}
	}
	for _, s := range a.plan.Chunks[i].Steps {
		if s.Mode == chunker.Call {
			if p.units[s.Unit].external == nil {
				visit(deferredName(s.Unit), a.chunkOf[s.Unit])
			}
			continue
		}
		u := &p.units[s.Unit]
		f := &p.files[u.file]
		for _, si := range u.statements {
			if u.external != nil {
				continue
			}
			for _, r := range f.Statements[si].Refs {
				if sym := f.symbols[r.Name]; sym >= 0 {
					symbol(sym)
				}
			}
			for _, imp := range f.Statements[si].Dynamic {
				if to, ok := p.dynamicRoot(f, &f.Statements[si], imp); ok {
					for _, sym := range p.loaders(to) {
						if a.calls(sym, to) {
							symbol(sym)
						}
					}
				}
			}
		}
	}
	if r := a.plan.Chunks[i].Root; r >= 0 {
		if a.p.Graph.Roots[r].Facade {
			for _, e := range p.roots[r].exports {
				symbol(e.symbol)
			}
		}
		for _, sym := range []int32{p.roots[r].cjs, p.roots[r].object} {
			if sym >= 0 {
				symbol(sym)
			}
		}
	}
}

// collectExports finds the names that chunks use of each other and gives each
// a short one.
func (a *assembler) collectExports() {
	used := make([]map[string]bool, len(a.chunks))
	for i := range used {
		used[i] = map[string]bool{}
	}
	for i := range a.chunks {
		a.names(i, func(name string, from int) {
			if from != i {
				used[from][name] = true
			}
		})
	}
	for i := range a.chunks {
		for n, name := range sortedKeys(used[i]) {
			a.exports[i][name] = shortName(n)
		}
	}
}

// shortName returns the nth of a, b, …, z, A, …, Z, aa, ….
func shortName(n int) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	name := ""
	for n++; n > 0; n = (n - 1) / len(letters) {
		name = string(letters[(n-1)%len(letters)]) + name
	}
	return name
}

// write makes the source text of a chunk.
func (a *assembler) write(i int) {
	c, plan := &a.chunks[i], &a.plan.Chunks[i]
	w := &writer{p: a.p, trace: a.p.newTrace(), load: func(from, root int) string {
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
		w.out.WriteString(quote(a.chunkName(i, from)) + ";\n")
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
	url := quote(a.chunkName(i, a.plan.Roots[root].Chunk))
	r := &a.p.roots[root]
	if r.worker && !a.hashed[i] {
		return "(import.meta.resolve(" + url + ")"
	}
	if r.worker {
		return "(" + url
	}
	text := "import(" + url
	for _, loader := range a.p.loaders(root) {
		switch name := a.p.symbols[loader].name; {
		case !a.calls(loader, root):
		case loader == a.p.loadStyles:
			text = name + "({" + a.styleList(i, root) + "}, () => " + text + ")"
		case loader == a.p.preload:
			text = name + "(" + quote(a.p.Graph.Roots[root].Name) + ", () => " + text + ")"
		}
	}
	if r.object >= 0 {
		text += ").then((m) => m." + exportObject
	}
	if r.cjs >= 0 {
		node := ""
		if a.p.nodeMode[from] {
			node = ", 1"
		}
		text += ").then((m) => " + a.p.symbols[a.p.namespace].name + "(m.default" + node + ")"
	}
	return text
}

// styleList lists the style sheets of a root by their ranks, as a chunk names
// them.
func (a *assembler) styleList(i, root int) string {
	styles := a.p.styles.of(root)
	list := make([]string, len(styles))
	for n, rank := range styles {
		name := a.p.styles.sheets[rank].base + ".css"
		if a.hashed[i] {
			name = a.p.styles.sheets[rank].name
		}
		list[n] = itoa(rank) + ": " + quote("./"+name)
	}
	return strings.Join(list, ", ")
}

// exportObject is the name under which the file of a root exports the object
// with its exports.
const exportObject = "paintbox$exports"

func (a *assembler) writeExports(w *writer, i int) {
	var list []string
	for _, name := range sortedKeys(a.exports[i]) {
		list = append(list, name+" as "+a.exports[i][name])
	}
	if r := a.plan.Chunks[i].Root; r >= 0 {
		root := &a.p.roots[r]
		if a.p.Graph.Roots[r].Facade {
			for _, e := range root.exports {
				list = append(list, a.p.symbols[e.symbol].name+" as "+e.name)
			}
			for _, path := range a.p.files[root.file].stars {
				w.out.WriteString("export * from " + quote(path) + ";\n")
			}
		}
		if root.object >= 0 {
			list = append(list, a.p.symbols[root.object].name+" as "+exportObject)
		}
		if root.cjs >= 0 {
			w.out.WriteString("export default " + a.p.symbols[root.cjs].name + "();\n")
		}
	}
	if len(list) > 0 {
		w.out.WriteString("export { " + strings.Join(list, ", ") + " };\n")
	}
}

// minify runs esbuild on every chunk, as many at a time as there are
// processors.
func (a *assembler) minify(ctx context.Context) error {
	target, engines, err := a.p.options.target()
	if err != nil {
		return err
	}
	errs := make([]error, len(a.chunks))
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				errs[i] = a.minifyChunk(i, target, engines)
			}
		})
	}
	for i := range a.chunks {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *assembler) minifyChunk(i int, target api.Target, engines []api.Engine) error {
	c := &a.chunks[i]
	result := api.Transform(c.source, api.TransformOptions{
		Loader: api.LoaderJS, Format: api.FormatESModule, Target: target, Engines: engines, Platform: api.PlatformBrowser,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, TreeShaking: api.TreeShakingTrue,
		LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		Sourcefile: a.plan.Chunks[i].Name, Sourcemap: a.p.options.sourcemap(), SourcesContent: api.SourcesContentExclude,
	})
	if len(result.Errors) > 0 {
		ms := messages(result.Errors)
		for k := range ms {
			ms[k].Text = "internal error in chunk " + a.plan.Chunks[i].Name + ": " + ms[k].Text
			ms[k].Note = "this is a defect of paintbox; please report it with the line shown"
		}
		return asset.Messages(ms)
	}
	code, renamed := rename.Nested(result.Code)
	edits := sourcemap.Edits{Text: result.Code, List: make([]sourcemap.Edit, len(renamed))}
	for k, e := range renamed {
		edits.List[k] = sourcemap.Edit(e)
	}
	var err error
	c.sourcemap, err = a.p.composeMap(result.Map, c.source, c.trace, edits)
	c.code = append(code, a.p.options.mapComment(c.placeholder)...)
	c.trace = nil
	return err
}

func itoa(n int) string { return strconv.Itoa(n) }

// MinifyScript minifies a classic script: a file that runs in the page's global
// scope, whose top-level names stay as they are.
func MinifyScript(code []byte) ([]byte, error) {
	result := api.Transform(string(code), api.TransformOptions{Loader: api.LoaderJS, MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsInline, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent})
	if len(result.Errors) > 0 {
		return nil, asset.Messages(messages(result.Errors))
	}
	return result.Code, nil
}
