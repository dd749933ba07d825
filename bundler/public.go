package bundler

import (
	"context"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/emit"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/bundler/internal/why"
	"github.com/paintbox-build/paintbox/chunker"
)

// AssetsDir is the directory of the output that holds hashed files.
const AssetsDir = settings.AssetsDir

// What a build is asked for.
type (
	// Options state how source code becomes scripts. The zero value builds for
	// ES2022 and the base path "/".
	Options = settings.Options
	// Entry is a place where a browser starts to load.
	Entry = settings.Entry
	// Script is a module script of a page.
	Script = settings.Script
	// Environment is what sources know of where they are built.
	Environment = settings.Environment
	// SheetsFirst tells when the style sheets of packages come before all others.
	SheetsFirst = settings.SheetsFirst
	// Plugins make modules of what the linker cannot read itself.
	Plugins = settings.Plugins
	// Import is an import that Plugins resolve.
	Import = settings.Import
	// Resolved is what an import names.
	Resolved = settings.Resolved
	// ModuleID names a module as Plugins do.
	ModuleID = settings.ModuleID
	// Loaded is what Plugins make of a module.
	Loaded = settings.Loaded
	// Reads are the files that the program was read from, and what was looked for.
	Reads = link.Reads
	// Store keeps what a build made for the next.
	Store = settings.Store
	// JSX is how JSX becomes calls.
	JSX = settings.JSX
	// StatedJSX is what a configuration says of that.
	StatedJSX = settings.StatedJSX
	// Lookup is an import, from a directory.
	Lookup = link.Lookup
)

// FileExtensions are the kinds of files that an import gives the URL of.
func FileExtensions() []string { return settings.FileExtensions() }

// IsSheet tells whether a file is a style sheet, in whatever language.
func IsSheet(name string) bool { return link.IsSheet(name) }

// Compile makes JavaScript of TypeScript or JSX, and the map that leads to it.
// Loader is named as in esbuild; verbatim keeps imports that nothing uses.
func Compile(file, loader string, text []byte, jsx JSX, verbatim bool) (code, sourceMap []byte, err error) {
	return link.Compile(file, loader, text, jsx, verbatim)
}

// ForNode makes one module of a script that Node runs, with what it imports of
// files; packages stay imports, except vite where that is not there: then it gets
// a few functions that configurations call. What it reads of its own place is that
// of each file. Tool is "vite" where Vite is there: then files outside of the
// script's directory are an error, since they may find other packages than the
// module would. Where it is "esbuild", the script runs esbuild, which is taken down
// and not done (host/tools/esbuild.mjs).
func ForNode(file, tool string) ([]byte, error) { return link.ForNode(file, tool) }

// Linker links a program as often as it changes. Close ends it.
type Linker struct {
	settings *settings.Settings
	entries  []Entry
	linker   *link.Linker
}

// Program is a linked program, taken apart. Link's result is never changed; what
// Assemble remembers does not show.
type Program struct {
	Graph chunker.Graph // what chunks are planned from
	Reads Reads         // what the program depends on

	model   *program.Program
	units   *unit.Set
	emitter *emit.Emitter
}

// NewLinker makes a linker for the entries. Errors about the options are
// asset.Messages.
func NewLinker(o Options, entries []Entry) (*Linker, error) {
	s, err := settings.Settle(o)
	if err != nil {
		return nil, err
	}
	l, err := link.New(s, entries)
	if err != nil {
		return nil, err
	}
	return &Linker{settings: s, entries: entries, linker: l}, nil
}

// Close frees what links share.
func (l *Linker) Close() { l.linker.Close() }

// Link reads, transforms and links everything that the entries reach, once.
func Link(ctx context.Context, o Options, entries []Entry) (*Program, error) {
	l, err := NewLinker(o, entries)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	return l.Link(ctx)
}

// Explain says, for each module of the program, why its code is in the files of
// a build, which was made of a plan with these options.
func (p *Program) Explain(b *asset.Build, plan *chunker.Plan, o chunker.Options) []asset.Placement {
	return why.Explain(p.model, p.units, b, plan, o)
}

// Constants are the expressions that stand for what sources read of
// import.meta.env and for NODE_ENV, by name.
func Constants(o Options) map[string]string { return settings.Constants(o) }

// Targets lists the language versions that a target may name.
func Targets() []string { return settings.Versions() }

// DefaultTarget is the target of a build that states none.
const DefaultTarget = settings.DefaultTarget

// LoaderNames lists the words of Options.Loader, sorted.
func LoaderNames() []string { return settings.LoaderNames() }

// TargetAdvice says what Options.Target looks like.
func TargetAdvice() string { return settings.TargetAdvice() }

// KnowsTarget tells whether the linker knows a word of Options.Target: a version
// of ECMAScript, or a browser with its version.
func KnowsTarget(word string) bool {
	_, err := settings.ParseTarget(word)
	return word != "" && err == nil
}

// SourceOf is the file that a module stands for, by the name that an asset.Build
// gives it: that of a module which is made of a page or a file says its kind first.
func SourceOf(module string) string { return link.SourceOf(module) }

// PluggedID is what plugins call the module of such a name, where a plugin
// thought of it; ok is false for all others.
func PluggedID(module string) (id string, ok bool) { return link.PluggedID(module) }

// IsModule tells whether a script is an ES module, or in a language that browsers
// do not know: neither can be a classic script. It decides by the name and the text.
func IsModule(name string, text []byte) bool { return link.IsModule(name, text) }

// MinifyScript minifies a classic script: a file that runs in the page's global
// scope, whose top-level names stay as they are.
func MinifyScript(code []byte) ([]byte, error) { return emit.MinifyScript(code) }
