package toolchain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Found is a framework that builds a project, and what tells so.
type Found struct {
	Framework
	Signs []Sign // at least one
	Build string // the command that builds the project, as it is typed
}

// Sign is something in a project that tells of a framework.
type Sign struct {
	File string // relative to the project, with slashes
	Line int    // 0 where the file itself is the sign
	Text string // what stands there; "" where the file itself is the sign
}

func (s Sign) String() string {
	if s.Text == "" {
		return s.File
	}
	return fmt.Sprintf("%s:%d (%s)", s.File, s.Line, s.Text)
}

// Recognize finds the framework that builds the project in a directory: it needs
// two signs of three, the package, its configuration and its command, because a
// package alone may be there by accident.
func Recognize(dir string) (Found, bool) {
	r := recognizer{dir: dir}
	r.manifest, _ = os.ReadFile(filepath.Join(dir, "package.json"))
	_ = json.Unmarshal(r.manifest, &r) // as Read says
	for _, f := range Frameworks() {
		if signs := r.signs(f); len(signs) > 1 || len(signs) == 1 && f.Alone && signs[0].Text == "" {
			f.Outdirs = r.outdirs(f)
			return Found{Framework: f, Signs: signs, Build: r.build(f)}, true
		}
	}
	return Found{}, false
}

// recognizer looks at a project.
type recognizer struct {
	dir      string
	manifest []byte            // package.json
	Scripts  map[string]string `json:"scripts"`
}

func (r *recognizer) signs(f Framework) []Sign {
	var signs []Sign
	for _, pattern := range f.Files {
		if name := r.file(pattern); name != "" {
			signs = append(signs, Sign{File: name})
			break
		}
	}
	if name, command := r.script(f); name != "" {
		signs = append(signs, r.sign(name, command))
	}
	for _, name := range f.Packages {
		if dir := r.depends(name); dir != "" {
			s := Sign{File: "package.json", Line: 1, Text: name}
			if dir == "." {
				s = r.sign(name, name)
			} else {
				s.File = dir + "/package.json"
			}
			return append(signs, s)
		}
	}
	return signs
}

// file is the file of the project that a name or a pattern names; "" for none.
func (r *recognizer) file(pattern string) string {
	base, any := strings.CutSuffix(pattern, ".*")
	names := []string{pattern}
	if any {
		names = nil
		for _, ext := range []string{".js", ".mjs", ".ts", ".cjs", ".mts", ".cts", ".jsx", ".tsx", ".json", ".yml"} {
			names = append(names, base+ext)
		}
	}
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(r.dir, filepath.FromSlash(name))); err == nil && info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// script is the script of package.json that runs the framework, and its command.
func (r *recognizer) script(f Framework) (name, command string) {
	for _, name := range slices.Sorted(maps.Keys(r.Scripts)) {
		words := " " + strings.Join(strings.Fields(r.Scripts[name]), " ") + " "
		for _, command := range f.Commands {
			if strings.Contains(words, " "+command+" ") {
				return name, command
			}
		}
	}
	return "", ""
}

// depends is the directory, relative to the project, whose package.json names a
// package: the project's, or that of a workspace that it is in; "" for none.
func (r *recognizer) depends(name string) string {
	rel := "."
	for dir := r.dir; ; dir, rel = filepath.Dir(dir), path.Join(rel, "..") {
		if p := Read(dir); p.Has(name) {
			return rel
		}
		_, err := os.Stat(filepath.Join(dir, ".git"))
		if filepath.Dir(dir) == dir || err == nil {
			return ""
		}
	}
}

// sign is a name in package.json, with what it tells.
func (r *recognizer) sign(key, text string) Sign {
	at := max(bytes.Index(r.manifest, []byte(strconv.Quote(key)+":")), 0)
	return Sign{File: "package.json", Line: 1 + bytes.Count(r.manifest[:at], []byte("\n")), Text: text}
}

// build is the command that builds the project: its own script, where there is one.
func (r *recognizer) build(f Framework) string {
	if r.Scripts["build"] != "" {
		return "npm run build"
	}
	if name, _ := r.script(f); name != "" {
		return "npm run " + name
	}
	if len(f.Commands) > 0 {
		return f.Commands[0]
	}
	return "vite build"
}

// outdirs are the directories that the project's build writes, where its
// configuration says so in a way that can be seen without running it.
func (r *recognizer) outdirs(f Framework) []string {
	text := func(pattern string) string {
		data, _ := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(r.file(pattern)))) // what is not there says nothing
		return string(data)
	}
	switch f.Name {
	case "Angular":
		if dir, ok := AngularOutdir([]byte(text("angular.json"))); ok {
			return []string{dir}
		}
	case "Next":
		config := strings.Join(strings.Fields(strings.ReplaceAll(text("next.config.*"), `"`, "'")), "")
		if _, command := r.script(f); command == "next export" || strings.Contains(config, "output:'export'") {
			return []string{"out", ".next"}
		}
	case "SvelteKit":
		switch config := text("svelte.config.*"); {
		case strings.Contains(config, "adapter-static"):
			return []string{"build"}
		case strings.Contains(config, "adapter-node"):
			return []string{"build/client"}
		}
	case "VitePress":
		if r.file("docs/.vitepress/config.*") != "" {
			return []string{"docs/.vitepress/dist"}
		}
	case "Remix":
		if r.file("remix.config.*") != "" { // its own compiler, before Vite
			return []string{"public/build"}
		}
	}
	return f.Outdirs
}

// AngularOutdir is the directory with the files for browsers that the first
// project of an angular.json which has a build writes: the builder "application"
// puts them into browser/.
func AngularOutdir(text []byte) (dir string, ok bool) {
	type target struct {
		Builder string `json:"builder"`
		Options struct {
			OutputPath json.RawMessage `json:"outputPath"`
		} `json:"options"`
	}
	var workspace struct {
		Projects map[string]struct {
			Architect map[string]target `json:"architect"`
			Targets   map[string]target `json:"targets"`
		} `json:"projects"`
	}
	if json.Unmarshal(text, &workspace) != nil {
		return "", false
	}
	for _, name := range slices.Sorted(maps.Keys(workspace.Projects)) {
		p := workspace.Projects[name]
		for _, targets := range []map[string]target{p.Architect, p.Targets} {
			if build, found := targets["build"]; found {
				return angularPath(name, build.Builder, build.Options.OutputPath), true
			}
		}
	}
	return "", false
}

func angularPath(project, builder string, outputPath json.RawMessage) string {
	dir, browser := path.Join("dist", project), ""
	if strings.HasSuffix(builder, ":application") {
		browser = "browser"
	}
	var parts struct {
		Base    string  `json:"base"`
		Browser *string `json:"browser"`
	}
	if json.Unmarshal(outputPath, &dir) != nil && json.Unmarshal(outputPath, &parts) == nil && parts.Base != "" {
		dir = parts.Base
		if parts.Browser != nil {
			browser = *parts.Browser
		}
	}
	return path.Join(dir, browser)
}
