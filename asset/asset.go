// Package asset holds the few types that flow from stage to stage of a build.
//
// Values of these types are never changed once a stage has returned them: a
// stage that adds something returns a copy. Byte slices are shared and read
// only. Paths are slash-separated on every system.
package asset

import (
	"crypto/sha256"
	"encoding/base32"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Kind says what a file is to a browser; budgets and the service worker treat
// kinds differently.
type Kind string

// The kinds of files, in the order in which reports list them.
const (
	KindHTML  Kind = "html"
	KindJS    Kind = "js"
	KindCSS   Kind = "css"
	KindImage Kind = "image"
	KindFont  Kind = "font"
	KindMedia Kind = "media" // sound and film
	KindWASM  Kind = "wasm"
	KindMap   Kind = "map"
	KindOther Kind = "other"
)

// Kinds lists every kind once.
func Kinds() []Kind {
	return []Kind{KindHTML, KindJS, KindCSS, KindImage, KindFont, KindMedia, KindWASM, KindMap, KindOther}
}

// KindOf tells a file's kind by its extension.
func KindOf(name string) Kind {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return KindHTML
	case ".js", ".mjs", ".cjs":
		return KindJS
	case ".css":
		return KindCSS
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".apng":
		return KindImage
	case ".woff", ".woff2", ".ttf", ".otf", ".eot":
		return KindFont
	case ".mp4", ".m4v", ".webm", ".ogv", ".mov", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac":
		return KindMedia
	case ".wasm":
		return KindWASM
	case ".map":
		return KindMap
	}
	return KindOther
}

// File is one file of the output.
type File struct {
	Path      string // where it is published, relative to the output directory: "assets/vendor-4KPQ2XWA.js"
	Name      string // Path without its content hash: "assets/vendor.js"; stable from build to build
	Kind      Kind
	Data      []byte // the final bytes, uncompressed
	Immutable bool   // Path carries a content hash: the URL never answers with other bytes
	Notice    bool   // it holds the notices of packages: published, and counted nowhere

	Public  bool    // copied as it is from the directory of public files
	Source  string  // the project's file this one stands for (entry, route, page, image); "" for shared chunks
	Group   string  // the chunk group, "" for files outside every group
	Entry   bool    // a page or configuration names it as an entry
	Route   bool    // it is the target of an import()
	Limit   Size    // the size limit it is judged by; 0 for files that have none
	Cut     Size    // estimate of the compressed bytes that it is larger for by what limits cut from it; 0 where they cut nothing
	CutBy   string  // the setting of that limit, "" where there is none
	Uncut   []Uncut // why the file could not be made smaller, when it is over Limit
	Shares  []Share // what fills it, largest first; nil for files that are copied as they are
	Imports []string
	Dynamic []string // Imports and Dynamic hold paths of files: static imports in order of evaluation, targets of import()
	CSS     []string // paths of the style sheets that belong to the file
	Assets  []string // paths of images, fonts and other files it refers to

	Encodings Encodings // the compressed siblings
}

// Share is what one module adds to a file.
type Share struct {
	Module  string // path relative to the project
	Package string // name of the npm package, or of the workspace's; "" for the application's own modules
	Bytes   Size   // raw bytes in the final file
}

// Uncut names a piece of code that is larger than a limit by itself.
type Uncut struct {
	Module string
	Bytes  Size
	Chain  []string // shortest chain of imports from an entry to Module
	Advice string
	Part   bool // it is one piece of a module that was cut, the rest of which is elsewhere
}

// Root is a point at which execution starts: an entry, or the target of an
// import().
type Root struct {
	Source  string   // the project's file
	Name    string   // what reports call it
	Entry   bool     // an entry; otherwise a route, loaded by import()
	Page    string   // path of the HTML file, "" for entries without a page
	File    string   // path of the file that starts it; "" for a page without scripts
	Starts  []string // of a page that starts several scripts: their paths in order, the first of which is File
	Scripts []string // paths loaded before it can run, File included, in order of evaluation, or of the page where that has more scripts; for a route, only what is not certainly there already
	Styles  []string // paths of its style sheets and its page's, in cascade order; for a route likewise
}

// Input is one source module that the entries reach.
type Input struct {
	Path    string   // relative to the project
	Bytes   Size     // bytes of its source
	Imports []string // paths of the modules it imports, in any way, in source order

	Package   string          // npm package name, "" for the application's own modules
	File      string          // the absolute path of the file that it is, or stands for; "" where that is none
	Published bool            // code of it, or the file itself, is in a file of the build
	Comments  []string        // its legal comments, as they stand there
	Contained []ContainedFile // of a style sheet: the files that a compiler put into it
}

// ContainedFile is a file of which a module holds code, although it is none of its own.
type ContainedFile struct {
	File     string   // its absolute path
	Comments []string // its legal comments
}

// Build is what the stages after linking work on.
type Build struct {
	Files       []File      // sorted by Path
	Roots       []Root      // entries first, each sorted by Source
	Inputs      []Input     // sorted by Path
	Environment []string    // names of the .env files that were read, in ascending priority
	SourceBytes Size        // bytes of all source modules that the entries reach
	Modules     int         // number of those modules
	Base        string      // public path of the output directory, ends in "/"
	Precache    []string    // paths of the files that the service worker stores at installation; nil without one
	Placements  []Placement // sorted by Module; nil where files were only read
	Warnings    []Message
	Notes       []Message // what is worth a line and needs no change
}

// Placement says why the code of a module is where it is.
type Placement struct {
	Module   string   // path relative to the project
	Package  string   // name of the npm package, or of the workspace's; "" for the application's own modules
	Group    string   // the chunk group that its rules give it to, "" for none
	Rule     string   // the key and pattern of the group that match: `packages "@mui/*"`
	Importer string   // the module or page before it on a shortest chain from an entry; "" where that starts
	By       string   // how Importer does it: "import", "require()", "import()", "new Worker()", "serviceWorker.register()" or "<script>"
	Whole    string   // why its code is in one piece; "" where its statements may be in different files
	Deferred string   // why code of it runs later than its file; "" where none does
	Joined   string   // why code of it shares a file with code of another group, or is loaded by roots that do not need it; "" where none does
	Plugins  []string // the recipes and plugins that made or changed its source, in their order
	Parts    []Part   // the files that hold its code; none where nothing of it is used
}

// Part is the code of one module in one file.
type Part struct {
	File  string   // its path
	Bytes Size     // raw bytes in the final file
	Roots []string // sources of the entries and routes that need the code, entries first
	Names []string // what it declares at the top level of the module, where the module is in several files
}

// File finds a file by path; nil if the build has none of that name.
func (b *Build) File(p string) *File {
	i, ok := slices.BinarySearchFunc(b.Files, p, func(f File, p string) int { return strings.Compare(f.Path, p) })
	if !ok {
		return nil
	}
	return &b.Files[i]
}

// With returns a copy of the build that also holds the given files; a file of
// the same path is replaced.
func (b Build) With(files ...File) Build {
	byPath := make(map[string]File, len(b.Files)+len(files))
	for _, f := range b.Files {
		byPath[f.Path] = f
	}
	for _, f := range files {
		byPath[f.Path] = f
	}
	b.Files = make([]File, 0, len(byPath))
	for _, f := range byPath {
		b.Files = append(b.Files, f)
	}
	slices.SortFunc(b.Files, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	return b
}

// Origin says who answers for a file's bytes: budgets add them up apart.
type Origin uint8

// The origins of files.
const (
	OriginMade    Origin = iota // the build: scripts, styles, pages, workers, wasm and what else it writes
	OriginPublic                // whoever put it there: public files, and images, fonts and media wherever they come from
	OriginOutside               // neither: source maps, and notices of licences
)

// Origin tells who answers for the file's bytes. Of a build that does not say
// which files are public, the kind decides.
func (f *File) Origin() Origin {
	switch {
	case f.Kind == KindMap, f.Notice, !f.Public && IsNotice(f.Path):
		return OriginOutside
	case f.Public, f.Kind == KindImage, f.Kind == KindFont, f.Kind == KindMedia:
		return OriginPublic
	}
	return OriginMade
}

// IsNotice tells by its path a file that holds the notices of third parties'
// licences, as Paintbox, webpack and Angular write it.
func IsNotice(p string) bool {
	return p == "licenses.txt" || p == "licenses.json" || path.Base(p) == "3rdpartylicenses.txt" || strings.HasSuffix(p, ".LICENSE.txt")
}

// Total is the number of raw bytes that the build made and a deployment serves:
// what budgets of the type total count, see Origin.
func (b *Build) Total() Size { return b.Sum(OriginMade) }

// Sum is the number of raw bytes in all files of an origin.
func (b *Build) Sum(o Origin) Size {
	var n Size
	for i := range b.Files {
		if b.Files[i].Origin() == o {
			n += Size(len(b.Files[i].Data))
		}
	}
	return n
}

// FileName keeps the letters of a name that are safe in URLs.
func FileName(name string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, name)
	if safe = strings.Trim(safe, "-."); safe == "" {
		return "chunk"
	}
	return safe
}

// Unique is a name with a number where it is taken, "page-2", and takes it.
func Unique(name string, taken map[string]bool) string {
	unique := name
	for i := 2; taken[unique]; i++ {
		unique = name + "-" + strconv.Itoa(i)
	}
	taken[unique] = true
	return unique
}

// HashedName puts a content hash before the extension of a file name:
// "logo.svg" becomes "logo-4KPQ2XWA.svg". The hash has 40 bits of SHA-256.
func HashedName(name string, content []byte) string {
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "-" + ContentHash(content) + ext
}

// ContentHash is the hash that a file's name carries: 8 characters of base 32.
func ContentHash(content []byte) string {
	sum := sha256.Sum256(content)
	return base32.StdEncoding.EncodeToString(sum[:])[:8]
}
