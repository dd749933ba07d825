package tool

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// AsScript adds to an environment what npm gives the scripts of a project's
// package.json, which configurations and .env files name: version and name of the
// project, its "config" and "engines". Where npm has run the process, its own
// words stay.
func AsScript(dir string, environ []string) []string {
	for _, entry := range environ {
		if strings.HasPrefix(entry, "npm_package_json=") || strings.HasPrefix(entry, "npm_package_name=") { // Yarn sets the latter alone
			return environ
		}
	}
	file := filepath.Join(dir, "package.json")
	var manifest struct {
		Name    string            `json:"name"`
		Version string            `json:"version"`
		Config  map[string]any    `json:"config"`
		Engines map[string]any    `json:"engines"`
		Scripts map[string]string `json:"scripts"`
	}
	data, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(data, &manifest) != nil {
		return environ // a broken package.json is reported by the linker
	}
	made := map[string]string{"npm_package_json": file, "npm_package_name": manifest.Name, "npm_package_version": manifest.Version, "npm_lifecycle_event": "", "npm_lifecycle_script": ""}
	if script := manifest.Scripts["build"]; script != "" {
		made["npm_lifecycle_event"], made["npm_lifecycle_script"] = "build", script
	}
	flattened("npm_package_config", manifest.Config, made)
	flattened("npm_package_engines", manifest.Engines, made)
	list := slices.Clone(environ)
	for name, value := range made {
		if value != "" && !slices.ContainsFunc(environ, func(entry string) bool { return strings.HasPrefix(entry, name+"=") }) {
			list = append(list, name+"="+value)
		}
	}
	slices.Sort(list[len(environ):])
	return list
}

// flattened lists the values of an object by their paths, as npm does.
func flattened(name string, value any, into map[string]string) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			flattened(name+"_"+strings.Map(variable, key), inner, into)
		}
	case string:
		into[name] = v
	case nil:
	default:
		if text, err := json.Marshal(v); err == nil {
			into[name] = string(text)
		}
	}
}

// variable is a character as it stands in the name of a variable.
func variable(r rune) rune {
	if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
		return r
	}
	return '_'
}
