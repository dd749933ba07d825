package toolchain

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/paintbox-build/paintbox/internal/glob"
)

// Install is the command by which a project, or the workspace that it is in, adds
// packages: that of the package manager whose lock it has.
func Install(dir string, development bool, names ...string) string {
	command, flag := "npm install", " --save-dev"
	for at := dir; ; at = filepath.Dir(at) {
		if found, short := manager(at); found != "" {
			command, flag = found, short
			break
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	if !development {
		flag = ""
	}
	return command + flag + " " + strings.Join(names, " ")
}

// manager tells by a directory's locks which package manager wrote them, "" where there is none.
func manager(dir string) (command, development string) {
	for _, lock := range []struct{ file, command, development string }{
		{"pnpm-lock.yaml", "pnpm add", " --save-dev"}, {"yarn.lock", "yarn add", " --dev"}, {"bun.lock", "bun add", " --dev"}, {"bun.lockb", "bun add", " --dev"}, {"package-lock.json", "npm install", " --save-dev"},
	} {
		if _, err := os.Stat(filepath.Join(dir, lock.file)); err == nil {
			return lock.command, lock.development
		}
	}
	return "", ""
}

// Member is the directory of the workspace's package of a name, as seen from the
// project; "" where the project is in no workspace that has one.
func Member(project, name string) string {
	for at := project; ; at = filepath.Dir(at) {
		if patterns := members(at); patterns != nil {
			return memberOf(at, project, name, patterns)
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// memberOf looks for the package among the directories that the workspace at root names.
func memberOf(root, project, name string, patterns []string) string {
	for _, pattern := range patterns {
		found, err := glob.Files(os.DirFS(root), path.Join(pattern, "package.json"))
		if err != nil {
			continue // what is no pattern names nothing
		}
		for _, file := range found {
			var manifest struct{ Name string }
			data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
			if err != nil || json.Unmarshal(data, &manifest) != nil || manifest.Name != name {
				continue
			}
			if dir, err := filepath.Rel(project, filepath.Join(root, filepath.FromSlash(path.Dir(file)))); err == nil {
				return filepath.ToSlash(dir)
			}
		}
	}
	return ""
}

// members are the patterns of a workspace's packages; nil for a directory that is none's root.
func members(dir string) []string {
	var manifest struct{ Workspaces json.RawMessage }
	if data, err := os.ReadFile(filepath.Join(dir, "package.json")); err == nil && json.Unmarshal(data, &manifest) == nil {
		var list []string
		var long struct{ Packages []string }
		if json.Unmarshal(manifest.Workspaces, &list) == nil && list != nil {
			return list
		}
		if json.Unmarshal(manifest.Workspaces, &long) == nil && long.Packages != nil {
			return long.Packages
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "pnpm-workspace.yaml"))
	if err != nil {
		return nil
	}
	var list []string
	for line := range strings.Lines(string(data)) {
		if item, ok := strings.CutPrefix(strings.TrimSpace(line), "- "); ok {
			list = append(list, strings.Trim(strings.TrimSpace(item), `"'`))
		}
	}
	return list
}
