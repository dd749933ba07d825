// Package config reads paintbox.json: it decodes strictly, fills in defaults,
// and validates once, so that no later stage has to.
//
// A Config is what the file says. Its stages' settings are the stages' own
// Options; a new setting is one field there, with a json tag and a doc comment.
// Load (load.go) is the order of it all: nothing else in the package calls what
// it does.
package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/notice"
	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/paintbox-build/paintbox/internal/toolchain"
	"github.com/paintbox-build/paintbox/swgen"
)

// Config states what to build and how. Load returns one that is complete and
// valid.
type Config struct {
	// Dir is the absolute path of the project's directory.
	Dir string `json:"-"`
	// File is the absolute path of the file that the configuration was read from, "" if there was none.
	File string `json:"-"`
	// Notes is what is to be said about settings that are no mistake.
	Notes []asset.Message `json:"-"`
	// Chosen is what was chosen where nothing is stated, and asks for no change.
	Chosen []asset.Message `json:"-"`

	// Package is the project's package.json.
	Package toolchain.Package `json:"-"`
	// Found says that nobody named the entries: the page was found, and pages that it links to belong to it.
	Found bool `json:"-"`
	// Mount is the id of the element of a page that is made, because the project has none; "" where it has one.
	Mount string `json:"-"`

	foreign map[string]bool   // keys that another tool's configuration sets
	origins map[string]origin // by key path: where each value was set

	// Schema names the JSON Schema that editors use; the build ignores it.
	Schema string `json:"$schema,omitempty"`
	// Entries are the files from which the application is reached, ["index.html"] by default: a list of paths, or an object of names and paths.
	Entries Entries `json:"entries,omitempty"`
	// Outdir is the directory that the build replaces, "dist" by default ("build" in projects of Create React App); after Load an absolute path.
	Outdir string `json:"outdir,omitempty"`
	// PublicDir holds files that are published under their own names, "public" by default; false publishes none. After Load it is a slash-separated path relative to the project, "" without one.
	PublicDir string `json:"publicDir,omitempty" config:"switch"`
	// PublicLinks is "inside" (the default) or "follow": whether symbolic links in the public directory may lead out of the project and of the workspace that it is in.
	PublicLinks string `json:"publicLinks,omitempty" enum:"inside,follow"`
	// Base is the public path of the output directory, "/" by default: a path, a URL, or "./" for an output that works in any directory; after Load it ends in "/".
	Base string `json:"base,omitempty"`
	// Target is the oldest language version or the oldest browsers that run the output, by default those of the project's browserslist, else "es2022"; several are separated by commas.
	Target string `json:"target,omitempty"`
	// Mode is "production" by default: import.meta.env.MODE, and which .env files are read beside .env and .env.local: .env.MODE and .env.MODE.local.
	Mode string `json:"mode,omitempty"`
	// EnvPrefix is what the names of the variables begin with that sources and pages may see, "VITE_" by default, "REACT_APP_" in projects of Create React App, "VUE_APP_" in those of Vue CLI: a prefix, or a list of prefixes.
	EnvPrefix Prefixes `json:"envPrefix,omitempty"`
	// AssetsInlineLimit is the size below which imported images, fonts and media become data URLs, 0 by default: none does.
	AssetsInlineLimit asset.Size `json:"assetsInlineLimit,omitempty"`
	// Define replaces global names by constant expressions.
	Define map[string]string `json:"define,omitempty"`
	// Alias replaces imported packages by other packages or files.
	Alias map[string]string `json:"alias,omitempty"`
	// External lists imports that are left to the browser.
	External []string `json:"external,omitempty"`
	// Conditions are additional conditions for the exports field of package.json.
	Conditions []string `json:"conditions,omitempty"`
	// Loader says how files are read, by extension.
	Loader map[string]string `json:"loader,omitempty" enum:"js,jsx,ts,tsx,json,css,local-css,global-css,text,base64,dataurl,file,binary,copy,empty"`
	// Plugins are those that Node runs: a file that exports a list of them, or a list of packages, each a name or a name with options.
	Plugins Plugins `json:"plugins,omitempty"`
	// Sourcemap is "none" (the default), "linked" or "hidden": whether source maps are written, and whether the files name them.
	Sourcemap string `json:"sourcemap,omitempty" enum:"none,linked,hidden"`
	// Missing is "warn" (the default) or "error": what a build does about an image, font, icon or style sheet that a page or a style sheet names and that is not there.
	Missing string `json:"missing,omitempty" enum:"warn,error"`
	// Interop is "node" (the default) or "bundler": what the default import of a CommonJS module with __esModule gives to a module of "type": "module", the object that it exports or its default export. It is "bundler" by default where Vite 7 or older builds the project.
	Interop string `json:"interop,omitempty" enum:"node,bundler"`
	// Integrity has pages say what their scripts and style sheets are (Subresource Integrity), and what chunks are that are loaded later, so that browsers refuse any other bytes. It is false by default.
	Integrity bool `json:"integrity,omitempty"`
	// Chunks says how scripts are split.
	Chunks chunker.Options `json:"chunks,omitzero"`
	// ServiceWorker says what sw.js stores and how it answers; false writes none. By default there is one where an entry is a page and base is a path.
	ServiceWorker *swgen.Options `json:"serviceWorker,omitempty" config:"switch"`
	// Compress says which compressed siblings are written; false writes none.
	Compress compress.Options `json:"compress,omitzero" config:"switch"`
	// Licenses says which licenses packages in the output may have; false writes no notices of them.
	Licenses *notice.Options `json:"licenses,omitempty" config:"switch"`
	// Cache says where results are kept for the next build; false keeps none.
	Cache *cache.Options `json:"cache,omitempty" config:"switch"`
	// Budgets are the limits that a build must keep, in place of the defaults; false or [] sets none.
	Budgets []budgets.Rule `json:"budgets,omitempty" config:"switch"`
}

// defaults returns the configuration of a project without a file.
func defaults() Config {
	return Config{
		Entries:     Entries{{Source: "index.html"}},
		Outdir:      "dist",
		PublicDir:   "public",
		Base:        "/",
		Target:      bundler.DefaultTarget,
		Mode:        "production",
		Sourcemap:   "none",
		PublicLinks: "inside",
		Missing:     "warn",
		Interop:     "node",

		ServiceWorker: &swgen.Options{},
		Compress:      compress.Defaults(),
		Licenses:      &notice.Options{},
		Cache:         &cache.Options{},
		Budgets:       budgets.Defaults(0),
	}
}

// Accepted lists the words that a key of the configuration, or each value of a
// map, accepts; nil where any is accepted.
func Accepted(key string) []string {
	f, ok := fieldByKey(reflect.TypeFor[Config](), key)
	if words := f.Tag.Get("enum"); ok && words != "" {
		return strings.Split(words, ",")
	}
	return nil
}

// Name is how messages call a path: relative to the project, with slashes, when
// it is inside.
func (c *Config) Name(p string) string { return pathname.Of(c.Dir, p) }

// inside makes a path of the project absolute.
func (c *Config) inside(name string) string {
	return filepath.Join(c.Dir, filepath.FromSlash(name))
}

func (c *Config) isFile(name string) bool {
	info, err := os.Stat(c.inside(name))
	return err == nil && info.Mode().IsRegular()
}

// read is the text of a file of the project, nil where there is none.
func (c *Config) read(name string) []byte {
	data, err := os.ReadFile(c.inside(name))
	if err != nil {
		return nil
	}
	return data
}
