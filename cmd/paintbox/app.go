package main

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/paintbox-build/paintbox/internal/plugin"
)

// app is what every command shares.
type app struct {
	stdout, stderr io.Writer
	env            func(string) (string, bool)
	environ        []string
	term           *terminal

	config string // --config
	cwd    string // --cwd
	json   bool   // --json, known before the flags are parsed
	quiet  bool   // --quiet
}

// path makes a path absolute, or relative to the process, that a flag gives
// relative to --cwd.
func (a *app) path(name string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.cwd, name)
}

// asScript has the environment say what it does where npm runs the project's scripts.
func (a *app) asScript() {
	if dir, err := filepath.Abs(a.cwd); err == nil {
		a.environ = plugin.AsScript(dir, a.environ)
	}
}

// environment is the process's environment by name.
func (a *app) environment() map[string]string {
	all := make(map[string]string, len(a.environ))
	for _, entry := range a.environ {
		if name, value, ok := strings.Cut(entry, "="); ok && name != "" { // Windows has =C:=C:\\…
			all[name] = value
		}
	}
	return all
}
