package link

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/glob"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// What an import that leads nowhere may have been meant to be.

// notInstallable says what to do about an import in a file that no package can
// answer; "" where one can.
func notInstallable(dir, importer, specifier string) string {
	first, rest, _ := strings.Cut(specifier, "/")
	scheme, _, made := strings.Cut(specifier, ":")
	if plugin := makerOf(specifier); plugin != "" {
		return "a plugin (" + plugin + ") makes this module: name the plugin in \"plugins\", or write a module that exports the same, and name that in \"alias\""
	}
	switch {
	case specifier == "":
		return "the import names nothing: write the path of the file, or the name of the package"
	case made && (scheme == "virtual" || strings.Contains(scheme, "virtual")):
		return "a plugin of the tool that built the project makes this module: write a module that exports the same, and name it in \"alias\""
	case made:
		return "no package is called so: a plugin answers " + scheme + ": imports; write a module that exports the same, and name it in \"alias\""
	case first == "~icons" || strings.HasPrefix(specifier, "virtual/"):
		return "a plugin (unplugin-icons) makes components of icons: write the icon as a component, and name that in \"alias\""
	}
	switch file := aliasedIn(dir, specifier); file {
	case "":
	case "tsconfig.json", "jsconfig.json": // which the linker reads
		return "nothing is there, by the paths of " + file + ": correct the path, or add the file"
	default:
		return first + " is an alias in " + file + ": state it here, too, as \"alias\": { " + js.Quote(first) + ": " + js.Quote(aliasTarget(dir, first, rest)) + " } with its directory"
	}
	if first == "@" || strings.ContainsAny(first[:min(1, len(first))], "#~$%") {
		return "no package is called so: name the directory that it stands for in \"alias\": { " + js.Quote(first) + ": " + js.Quote(aliasTarget(dir, first, rest)) + " }, or in \"paths\" of tsconfig.json"
	}
	if isFileName(specifier) {
		if found := nearestFile(filepath.Join(dir, filepath.FromSlash(path.Dir(importer))), path.Base(importer), "./"+specifier); found != "" && found != "./"+specifier {
			return "no package is called so: did you mean " + js.Quote(found) + "?"
		}
		return "no package is called so: write " + js.Quote("./"+specifier) + " for a file beside this one"
	}
	return ""
}

// makerOf is the plugin that makes a module which is called like one of a package;
// "" where none is known to.
func makerOf(specifier string) string {
	switch {
	case specifier == "vue-router/auto-routes", specifier == "vue-router/auto", specifier == "vue-router/auto-resolver":
		return "unplugin-vue-router"
	case specifier == "uno.css", specifier == "virtual:uno.css", strings.HasPrefix(specifier, "uno:"):
		return "unocss/vite"
	case specifier == "windi.css", strings.HasPrefix(specifier, "windi-") && strings.HasSuffix(specifier, ".css"), specifier == "virtual:windi.css":
		return "vite-plugin-windicss"
	case specifier == "~pages", specifier == "~react-pages", specifier == "~solid-pages", specifier == "virtual:generated-pages", specifier == "virtual:generated-pages-react":
		return "vite-plugin-pages"
	case specifier == "virtual:generated-layouts":
		return "vite-plugin-vue-layouts"
	case specifier == "virtual:svg-icons-register":
		return "vite-plugin-svg-icons"
	}
	return ""
}

// aliasTarget is the directory that the start of an import seems to stand for: one
// that has what the rest names, or is called as the start is but for its sign.
func aliasTarget(dir, first, rest string) string {
	name := strings.TrimLeft(first, "@#~$%")
	for _, root := range []string{"src", ".", "app", "lib"} {
		at := path.Join(root, name)
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(at))); (name == "" || err == nil && info.IsDir()) && holds(filepath.Join(dir, filepath.FromSlash(at)), rest) {
			return dotted(at)
		}
	}
	for _, root := range []string{"src", ".", "app", "lib"} {
		at := path.Join(root, name)
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(at))); name != "" && err == nil && info.IsDir() {
			return dotted(at)
		}
	}
	return "./src"
}

// dotted is a directory of the project as aliases have it.
func dotted(at string) string {
	if at == "." {
		return "./"
	}
	return "./" + at
}

// holds tells whether a directory has what an import names below it, whose
// extension may be left out.
func holds(dir, below string) bool {
	parent, start := path.Split(path.Clean(below))
	entries, _ := os.ReadDir(filepath.Join(dir, filepath.FromSlash(parent))) // what cannot be read holds nothing
	return below != "" && slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == start || strings.HasPrefix(e.Name(), start+".") })
}

// isFileName tells whether a specifier without a directory ends as files do and
// packages do not.
func isFileName(specifier string) bool {
	return !strings.Contains(specifier, "/") && slices.Contains([]string{".vue", ".svelte", ".astro", ".jsx", ".tsx", ".ts", ".mjs", ".cjs", ".scss", ".sass", ".less", ".json", ".html", ".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".wasm"}, path.Ext(specifier))
}

// aliasedIn finds the configuration of another tool that explains the first part
// of an import; "" where none does.
func aliasedIn(dir, specifier string) string {
	first, _, _ := strings.Cut(specifier, "/")
	names := []string{first, importedPackage(specifier)}
	files, _ := os.ReadDir(dir) // what cannot be read explains nothing
	for _, pattern := range []string{"vite.config.*", "tsconfig*.json", "jsconfig.json", "webpack.config.*", "rspack.config.*", "rsbuild.config.*", "vue.config.*", "craco.config.*"} {
		for _, file := range files {
			if !glob.Match(pattern, file.Name()) {
				continue
			}
			if data, err := os.ReadFile(filepath.Join(dir, file.Name())); err == nil && hasAlias(data, names) {
				return file.Name()
			}
		}
	}
	return ""
}

// unstatedRoot says what to do about an import that is meant from a directory of
// the project, as webpack's resolve.modules and TypeScript's baseUrl have it,
// where nothing says so; "" for other imports.
func unstatedRoot(dir, specifier string) string {
	first, rest, below := strings.Cut(specifier, "/")
	if name := strings.TrimLeft(first, "@"); name != first && below { // @components/Foo, of a scope that nobody has
		if target := aliasTarget(dir, first, rest); strings.HasSuffix(target, "/"+name) {
			return "no package is installed that is called so, and the project has " + target + ": where that is meant, write \"alias\": { " + js.Quote(first) + ": " + js.Quote(target) + " }"
		}
	}
	for _, root := range []string{".", "src", "app"} {
		parent, start := path.Split(path.Clean(specifier))
		entries, _ := os.ReadDir(filepath.Join(dir, root, filepath.FromSlash(parent))) // what cannot be read is not meant
		at := slices.IndexFunc(entries, func(e os.DirEntry) bool { return strings.HasPrefix(e.Name(), start) })
		if at < 0 {
			continue
		}
		target := "./" + path.Join(root, first)
		if !below {
			target = "./" + path.Join(root, entries[at].Name())
		}
		return "no package: it is " + path.Join(root, specifier) + " of the project, and nothing says that such imports start there: write \"baseUrl\": " + js.Quote(root) +
			" in compilerOptions of tsconfig.json or jsconfig.json, or \"alias\": { " + js.Quote(first) + ": " + js.Quote(target) + " }"
	}
	if info, err := os.Stat(filepath.Join(dir, first)); below && err == nil && info.IsDir() {
		return "no package: " + first + " is a directory of the project, which has no " + path.Clean(rest) + ": correct the path, or add the file"
	}
	return ""
}

// hasAlias tells whether a configuration states one of some names as an alias: a
// key below "alias" or "paths", alone or with a slash and a star behind it, or what
// an element there is to find.
func hasAlias(config []byte, names []string) bool {
	r := lex.NewReader(config, false)
	below, find, last := false, false, ""
	for t := r.Next(); t.Kind != lex.End; t = r.Next() {
		text, isString := lex.Value(config[t.Start:t.End])
		if !isString {
			text = string(config[t.Start:t.End])
		}
		named := slices.Contains(names, strings.TrimSuffix(strings.TrimSuffix(last, "*"), "/"))
		switch {
		case t.Kind == lex.Colon && below && named, t.Kind == lex.Comma && below && named && find:
			return true
		case t.Kind == lex.Colon:
			below, find = below || last == "alias" || last == "paths", last == "find"
		case t.Kind == lex.Comma:
			find = false
		}
		last = ""
		if isString || t.Kind.Word() {
			last = text
		}
	}
	return false
}

// otherJSX says what to do where JSX was taken for React's in a project of
// another library; "" elsewhere.
func otherJSX(dir, specifier string) string {
	if specifier != "react/jsx-runtime" && specifier != "react/jsx-dev-runtime" {
		return ""
	}
	var manifest struct{ Dependencies, DevDependencies map[string]any }
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil || json.Unmarshal(data, &manifest) != nil {
		return ""
	}
	uses := func(name string) bool {
		return manifest.Dependencies[name] != nil || manifest.DevDependencies[name] != nil
	}
	switch {
	case uses("react"):
		return ""
	case uses("preact"):
		return `the project is one of Preact: write "jsx": "react-jsx" and "jsxImportSource": "preact" in compilerOptions of tsconfig.json`
	case uses("solid-js"):
		return "the project is one of Solid, whose JSX needs Solid's own compiler: compile it to JavaScript before the build"
	}
	return ""
}

// importedPackage is the package of an import: its first part, or the first two
// where the first is a scope.
func importedPackage(specifier string) string {
	name, rest, _ := strings.Cut(specifier, "/")
	if strings.HasPrefix(name, "@") {
		second, _, _ := strings.Cut(rest, "/")
		name += "/" + second
	}
	return name
}

// installed looks for the package as Node.js does, from the importing file up.
func installed(dir, file, name string) bool {
	for at := filepath.Join(dir, filepath.FromSlash(path.Dir(file))); ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "node_modules", filepath.FromSlash(name))); err == nil {
			return true
		}
		if filepath.Dir(at) == at {
			return false
		}
	}
}

// nearestFile finds the import that may have been meant: a file of that
// directory with a similar name, written as the import is, but not the importing file itself.
func nearestFile(from, own, specifier string) string {
	parent, base := path.Split(specifier)
	entries, err := os.ReadDir(filepath.Join(from, filepath.FromSlash(parent)))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		if path.Ext(base) == "" {
			name = strings.TrimSuffix(name, path.Ext(name))
		}
		if name != base && path.Join(parent, e.Name()) != own { // the first is there, and cannot be read
			names = append(names, name)
		}
	}
	if near := asset.Nearest(base, names); near != "" {
		return parent + near
	}
	return ""
}
