// Package dotenv reads the .env files of a project, and decides which variables
// sources may see. Rules and order are Vite's, which Create React App shares:
//
//	the process's own environment
//	.env.MODE.local
//	.env.MODE
//	.env.local
//	.env
//
// Only names with one of the prefixes leave this package: whatever else stands
// in the files serves to expand those, and is in no output.
//
// It is a package of its own, and no library, because those for Go read another
// language than the npm package dotenv does: they know no back quotes, cut
// comments elsewhere, expand only what stands in the same file, and stop at
// lines that npm's passes over.
package dotenv

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// Request says what to read.
type Request struct {
	Dir      string            // the project's directory
	Mode     string            // "production"
	Prefixes []string          // of the names that sources may see; none is empty
	Process  map[string]string // the environment of the process
}

// Environment is what a project's files and the process say.
type Environment struct {
	Values   map[string]string // the variables that sources may see, by name
	NodeEnv  string            // the files' NODE_ENV, "" where they set none
	Public   string            // PUBLIC_URL, by which Create React App knows where it publishes; "" where nothing sets it
	Files    []asset.Input     // the files that are there, in ascending priority
	Warnings []asset.Message
}

// maxFileSize bounds what is read, in bytes: what is larger is no list of
// variables.
const maxFileSize = 1 << 20

// Names lists the files of a mode in ascending priority.
func Names(mode string) []string {
	return []string{".env", ".env.local", ".env." + mode, ".env." + mode + ".local"}
}

// Read reads the files of a project. The error, asset.Messages, lists all that
// is wrong with them; the environment is what they say as far as it is understood.
func Read(req Request) (*Environment, error) {
	env := &Environment{Values: map[string]string{}}
	var all variables
	var failed asset.Messages
	for _, name := range Names(req.Mode) {
		data, err := read(filepath.Join(req.Dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			failed = append(failed, asset.Message{File: name, Text: err.Error(), Note: "correct or remove it"})
			continue
		}
		env.Files = append(env.Files, asset.Input{Path: name, Bytes: asset.Size(len(data))})
		read, warnings, errs := parse(name, string(data))
		env.Warnings, failed = append(env.Warnings, warnings...), append(failed, errs...)
		all.merge(read)
	}
	env.NodeEnv = all.values["NODE_ENV"]
	expanded := expandAll(all, req.Process)
	env.Public = cmp.Or(req.Process["PUBLIC_URL"], expanded["PUBLIC_URL"])
	for _, from := range []map[string]string{expanded, req.Process} {
		for name, value := range from {
			if Exposed(name, req.Prefixes) {
				env.Values[name] = value
			}
		}
	}
	if failed != nil {
		return env, failed
	}
	return env, nil
}

// Exposed tells whether sources may see a variable.
func Exposed(name string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// read reads a file. A directory of that name, which virtual environments of
// Python are, counts as none.
func read(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, pathname.Reason(err)
	case !info.Mode().IsRegular():
		return nil, fs.ErrNotExist
	case info.Size() > maxFileSize:
		return nil, fmt.Errorf("has %d bytes, more than a list of variables can have", info.Size())
	}
	data, err := os.ReadFile(name)
	return data, pathname.Reason(err)
}

// variables are values in the order in which their names first came.
type variables struct {
	names  []string
	values map[string]string
}

func (v *variables) set(name, value string) {
	if v.values == nil {
		v.values = map[string]string{}
	}
	if _, known := v.values[name]; !known {
		v.names = append(v.names, name)
	}
	v.values[name] = value
}

// merge sets what others says in place of what was said before.
func (v *variables) merge(others variables) {
	for _, name := range others.names {
		v.set(name, others.values[name])
	}
}
