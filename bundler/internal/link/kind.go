package link

import "strings"

// Kind tells what a module is, where it is not simply a file. It is the
// namespace of the module, and with a colon after it what the module's name
// begins with.
type Kind string

// The kinds of modules that Paintbox makes. A source is none of them.
const (
	Source      Kind = ""
	Page        Kind = "paintbox-page"         // runs the scripts of a page, or is one that stands in the page
	Env         Kind = "paintbox-env"          // exports import.meta.env as a whole
	Public      Kind = "paintbox-public"       // exports the URL of a public file
	URL         Kind = "paintbox-url"          // new URL("file", import.meta.url): the file, copied
	Worker      Kind = "paintbox-worker"       // new Worker(new URL("file", import.meta.url)): a function that imports it
	Classic     Kind = "paintbox-classic"      // the same of a classic worker: its script, copied
	File        Kind = "paintbox-file"         // ?url: the file, copied
	SheetFile   Kind = "paintbox-sheet"        // ?url of a style sheet: the sheet, linked, as a file
	Raw         Kind = "paintbox-raw"          // ?raw: its text
	Inline      Kind = "paintbox-inline"       // ?inline: a data URL
	Start       Kind = "paintbox-start"        // ?worker: a function that starts the worker
	StartShared Kind = "paintbox-start-shared" // ?sharedworker
	WorkerURL   Kind = "paintbox-worker-url"   // ?worker&url: the URL of the worker
	Loaded      Kind = "paintbox-loaded"       // what loaders that an import names give to require()
	Init        Kind = "paintbox-init"         // ?init: a function that instantiates WebAssembly
	Builtin     Kind = "paintbox-node"         // a module of Node.js, empty
	Given       Kind = "paintbox-given"        // what only Node.js gives to modules, where the project's tool has it
	Whole       Kind = "paintbox-whole"        // exports another module, as require gives it
	Plugged     Kind = "paintbox-plugin"       // what a plugin calls it
	Virtual     Kind = "paintbox-virtual"      // what a plugin calls it, and wants no other to touch
)

// made is what the names of modules start with that Paintbox makes.
const made = "paintbox-"

// Made tells whether Paintbox makes the module.
func (k Kind) Made() bool { return k != Source }

func (k Kind) prefix() string { return string(k) + ":" }

// kindOf tells a module's kind by its name.
func kindOf(name string) Kind {
	kind, _, ok := strings.Cut(name, ":")
	if !ok || !strings.HasPrefix(kind, made) {
		return Source
	}
	return Kind(kind)
}

// SourceOf is the file that the name of a made module stands for.
func SourceOf(name string) string {
	return strings.TrimPrefix(name, kindOf(name).prefix())
}

// PluggedID is what plugins call the module of a name, where a plugin thought of
// it; an id that no other is to touch begins with a zero byte. ok is false for
// all other modules.
func PluggedID(name string) (id string, ok bool) {
	switch kindOf(name) {
	case Plugged:
		return SourceOf(name), true
	case Virtual:
		return "\x00" + SourceOf(name), true
	}
	return "", false
}

// IsMade tells whether a scheme is that of modules that Paintbox makes.
func IsMade(scheme string) bool { return strings.HasPrefix(scheme, made) }
