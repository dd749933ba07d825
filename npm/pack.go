// Package npm makes the npm packages that carry Paintbox.
//
// Package paintbox (the directory npm/paintbox) is a launcher, a programmatic
// interface, types and the configuration's JSON Schema. The program itself is in
// one package for each platform. The launcher's package depends on all of them,
// optionally and on the exact version; their "os" and "cpu" let a package manager
// install the one that fits. So nothing runs at installation, and nothing is
// downloaded but packages.
//
// cmd/npmpack, which "make npm" runs, builds and packs all of them.
package npm

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/paintbox-build/paintbox/swgen"
)

// Tarball is a packed package.
type Tarball struct {
	Package string // "paintbox", "@paintbox-build/linux-x64"
	Name    string // of the file, as "npm pack" would name it
	Data    []byte
}

// Pack packs all packages in the given version: the launcher's from npm/paintbox
// in root, the directory of the module, and one for each platform with what
// program returns. The bytes depend on the version, the files and the programs
// alone.
func Pack(root, version string, program func(Platform) ([]byte, error)) ([]Tarball, error) {
	license, err := os.ReadFile(filepath.Join(root, "LICENSE"))
	if err != nil {
		return nil, err
	}
	launcher, err := launcherFiles(filepath.Join(root, "npm", "paintbox"), version)
	if err != nil {
		return nil, err
	}
	add := func(list []Tarball, name string, files []file) ([]Tarball, error) {
		data, err := tarball(append(files, file{path: "LICENSE", data: license}))
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", name, err)
		}
		base := strings.NewReplacer("@", "", "/", "-").Replace(name)
		return append(list, Tarball{name, base + "-" + version + ".tgz", data}), nil
	}
	list, err := add(nil, "paintbox", launcher)
	if err != nil {
		return nil, err
	}
	for _, p := range Platforms() {
		data, err := program(p)
		if err != nil {
			return nil, err
		}
		files, err := platformFiles(p, version, data)
		if err != nil {
			return nil, err
		}
		if list, err = add(list, p.Package(), files); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// launcherFiles are the files of package paintbox: those in dir, with the version
// and the packages of the platforms written into package.json, and the module
// that registers service workers.
func launcherFiles(dir, version string) ([]file, error) {
	files := []file{{path: "register.mjs", data: swgen.RegisterModule()}}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err == nil && name == "package.json" {
			data, err = released(data, version)
		}
		files = append(files, file{name, data, path.Dir(name) == "bin"})
		return err
	})
	return files, err
}

// released fills in what the template leaves open. It edits the text, because the
// order of conditional exports has a meaning that Go's maps would lose.
func released(template []byte, version string) ([]byte, error) {
	platforms := map[string]string{}
	for _, p := range Platforms() {
		platforms[p.Package()] = version
	}
	text := string(template)
	for _, open := range []struct {
		key, value string
		filled     any
	}{
		{"version", `"0.0.0"`, version},
		{"optionalDependencies", `{}`, platforms},
	} {
		before := fmt.Sprintf("%q: %s", open.key, open.value)
		if strings.Count(text, before) != 1 {
			return nil, fmt.Errorf("npm/paintbox/package.json does not hold %s once (make npm fills it in)", before)
		}
		value, err := json.MarshalIndent(open.filled, "  ", "  ")
		if err != nil {
			return nil, err
		}
		text = strings.Replace(text, before, fmt.Sprintf("%q: %s", open.key, value), 1)
	}
	return []byte(text), nil
}

// manifest is the package.json of a platform's package.
type manifest struct {
	Name        string            `json:"name"`
	Version     string            `json:"version"`
	Description string            `json:"description"`
	License     string            `json:"license"`
	Repository  map[string]string `json:"repository"`
	OS          []string          `json:"os"`
	CPU         []string          `json:"cpu"`
	Unplugged   bool              `json:"preferUnplugged"` // Yarn extracts it: a program cannot run inside a zip file
}

func platformFiles(p Platform, version string, program []byte) ([]file, error) {
	description := fmt.Sprintf("The program of the package paintbox for %s on %s", p.OS, p.CPU)
	data, err := json.MarshalIndent(manifest{
		Name: p.Package(), Version: version, Description: description, License: "MIT",
		Repository: map[string]string{"type": "git", "url": "git+https://github.com/paintbox-build/paintbox.git"},
		OS:         []string{p.OS}, CPU: []string{p.CPU}, Unplugged: true,
	}, "", "  ")
	if err != nil {
		return nil, err
	}
	readme := fmt.Sprintf("# %s\n\n%s. Install [paintbox](https://github.com/paintbox-build/paintbox) instead, which depends on it.\n", p.Package(), description)
	return []file{
		{path: "package.json", data: append(data, '\n')},
		{path: "README.md", data: []byte(readme)},
		{path: p.Program(), data: program, program: true},
	}, nil
}
