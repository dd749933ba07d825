package link

import "slices"

// Bundle is what a Copy is made of that is a script with all that it imports: a
// classic worker, or a service worker.
type Bundle struct {
	Modules []Module // by path
	Bytes   []int    // by module: what it left in the script
	Start   int      // the module of the worker
	From    string   // the module that starts it, as people see it; "" for one that a module of the program stands for
	Step    string   // how that does
	Map     []byte   // of the script, its sources seen from linkDir; nil where no maps are written
}

// The steps from a module to the worker that it starts.
const (
	startsWorker = "new Worker()"
	registers    = "serviceWorker.register()"
)

// Reached lists the modules in the order of shortest chains of imports from the worker,
// with the import that leads to each; that of the worker itself has none.
func (b *Bundle) Reached(visit func(module, importer int, way Way)) {
	seen := make([]bool, len(b.Modules))
	seen[b.Start] = true
	visit(b.Start, -1, "")
	for queue := []int{b.Start}; len(queue) > 0; queue = queue[1:] {
		for _, imp := range b.Modules[queue[0]].Imports {
			if !seen[imp.Module] {
				seen[imp.Module] = true
				visit(imp.Module, queue[0], imp.Way)
				queue = append(queue, imp.Module)
			}
		}
	}
}

// addBundles tells of what the scripts of classic workers are made.
func (o *Output) addBundles(bundles map[string]*Bundle) {
	for i := range o.Modules {
		if b := bundles[o.Modules[i].Name]; b != nil {
			if c := slices.IndexFunc(o.Copies, func(c Copy) bool { return c.Name == o.Modules[i].Copied }); c >= 0 {
				o.Copies[c].Bundle = b
			}
		}
	}
}
