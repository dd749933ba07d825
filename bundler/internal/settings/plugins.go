package settings

import (
	"context"

	"github.com/paintbox-build/paintbox/asset"
)

// Plugins make modules of what the linker cannot read itself, or change what it
// would read. They are asked from several goroutines at once, and again with
// every run of a linker: the same question must get the same answer. What goes
// wrong in them they keep, and tell it by End.
type Plugins interface {
	// Begin is called before each run, with the linker's own way to resolve.
	Begin(ctx context.Context, resolve func(Import) Resolved)
	// Resolve tells which module an import names. Where it is not for plugins to say, ok is false.
	Resolve(i Import) (r Resolved, ok bool)
	// Wants tells whether a plugin may have to do with a module.
	Wants(m ModuleID) bool
	// Load gives the text of a module; data is what Resolve gave with it. Where no plugin has to do with it, ok is
	// false, and the linker reads the file.
	Load(m ModuleID, data any) (l Loaded, ok bool)
	// Settle is called once all modules of a run are loaded. It tells whether texts have changed since they were asked
	// for, as those of style sheets that are made of what all modules say.
	Settle() bool
	// End is called after each run. It tells what was wrong in all runs.
	End() (warnings, errors asset.Messages)
}

// ModuleID names a module as plugins do.
type ModuleID struct {
	ID        string // the absolute path of a file, perhaps with a query; else whatever a plugin calls it
	Namespace string // "" but where a plugin of esbuild's shape put the module into one
}

// Import is an import that is to be resolved.
type Import struct {
	Specifier string
	Importer  ModuleID // of an import in a page, the page's file
	Dir       string   // the directory that relative specifiers start from
	Way       string   // how it imports, in esbuild's words: "import-statement"
	Data      any      // what the importer's Resolved or Loaded gave as Data
}

// Resolved is the module that an import names.
type Resolved struct {
	Module   ModuleID
	External bool // Module.ID is left to the browser
	Pure     bool // importing it for its effects alone does nothing
	Failed   bool // nothing is there
	Data     any
}

// Loaded is the text of a module.
type Loaded struct {
	Text   []byte
	Loader string   // how to read it, named as in esbuild
	Dir    string   // where its relative imports start; "" means beside its file
	Map    []byte   // a source map that leads from Text to the module's file; nil for none
	Data   any      // handed to Resolve with the imports of the module
	Read   []string // absolute paths of the files that the text was made of, beside the module's own
}
