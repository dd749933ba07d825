package notice

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// manifest is what is read of a package.json. Nothing in it need be as npm
// wants it.
type manifest struct {
	Name, Version             string
	License, Licenses, Author json.RawMessage
}

// readPackage reads what a package says of itself. Whatever is missing or wrong
// there ends in Note.
func readPackage(dir string) *Package {
	p := &Package{Name: nameOf(dir)}
	files, closeFiles, err := open(dir)
	if err != nil {
		p.License, p.Note = Unknown, "its directory cannot be read"
		return p
	}
	defer closeFiles()
	var m manifest
	data, err := fs.ReadFile(files, "package.json")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.Note = "it has no package.json"
	case err != nil:
		p.Note = "its package.json cannot be read"
	default:
		if m, err = readManifest(data); err != nil {
			p.Note = "its package.json is not JSON"
		}
	}
	if m.Name != "" {
		p.Name = m.Name
	}
	p.Version, p.Author = m.Version, person(m.Author)
	p.Texts = readTexts(files)
	p.judge(files, statements(m))
	return p
}

// readManifest reads each member on its own, so that one of another type hides
// none of the others.
func readManifest(data []byte) (manifest, error) {
	var members map[string]json.RawMessage
	err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\uFEFF")), &members)
	return manifest{
		Name: word(members["name"]), Version: word(members["version"]),
		License: members["license"], Licenses: members["licenses"], Author: members["author"],
	}, err
}

// word is a string in JSON; "" for anything else.
func word(data json.RawMessage) string {
	var text string
	_ = json.Unmarshal(data, &text) // what is no string says nothing
	return strings.Join(strings.Fields(text), " ")
}

// person writes an author as npm does: "Name <mail> (URL)".
func person(data json.RawMessage) string {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil {
		return word(data)
	}
	text := word(members["name"])
	if mail := word(members["email"]); mail != "" {
		text += " <" + mail + ">"
	}
	if url := word(members["url"]); url != "" {
		text += " (" + url + ")"
	}
	return strings.TrimSpace(text)
}

// nameOf is the name under which a package is installed.
func nameOf(dir string) string {
	name := filepath.ToSlash(dir)
	return name[strings.LastIndex(name, "/node_modules/")+len("/node_modules/"):]
}

// readTexts reads the files that tell a package's license.
func readTexts(files fs.FS) []Text {
	names := regexp.MustCompile(`(?i)^(un)?(licen[sc]e|copying|notice)s?([-._ ].*)?$`)
	code := regexp.MustCompile(`(?i)\.([cm]?[jt]sx?|json|css|map|html?)$`)
	var list []Text
	for _, name := range namesIn(files) {
		if !strings.ContainsAny(name[:1], "uUlLcCnN") || !names.MatchString(name) || code.MatchString(name) {
			continue
		}
		if text, ok := readText(files, name); ok {
			list = append(list, text)
		}
	}
	slices.SortFunc(list, func(a, b Text) int { return strings.Compare(a.File, b.File) })
	return list
}

// namesIn lists what is in a directory, in any order. Packages of icons have
// thousands of files, of which only the names are wanted.
func namesIn(files fs.FS) []string {
	dir, err := files.Open(".")
	if err != nil {
		return nil
	}
	defer dir.Close() //nolint:errcheck // it was only read
	if dir, ok := dir.(interface{ Readdirnames(n int) ([]string, error) }); ok {
		names, _ := dir.Readdirnames(-1) // what cannot be read is not there
		return names
	}
	entries, _ := fs.ReadDir(files, ".")
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// readText reads a file; ok is false where there is no text in it.
func readText(files fs.FS, name string) (t Text, ok bool) {
	info, err := fs.Stat(files, name)
	if err != nil || !info.Mode().IsRegular() {
		return Text{}, false
	}
	data, err := fs.ReadFile(files, name)
	text := decode(data)
	return Text{name, text}, err == nil && text != ""
}

// open opens the directory of a package, which Yarn keeps in archives.
func open(dir string) (files fs.FS, closeFiles func(), err error) {
	dir = real(filepath.ToSlash(dir))
	archive, inside, packed := strings.Cut(dir, ".zip/")
	if _, err := os.Stat(dir); err == nil || !packed {
		return os.DirFS(dir), func() {}, err
	}
	r, err := zip.OpenReader(archive + ".zip")
	if err != nil {
		return nil, nil, err
	}
	files, err = fs.Sub(r, inside)
	return files, func() { _ = r.Close() }, err // it was only read
}

// real is the path that one of Yarn's virtual ones stands for:
// a/__virtual__/hash/1/b is b, one directory above a.
func real(dir string) string {
	parts := strings.Split(dir, "/")
	at := slices.Index(parts, "__virtual__")
	if at < 0 || len(parts) < at+3 {
		return dir
	}
	up, err := strconv.Atoi(parts[at+2])
	if err != nil || up > at {
		return dir
	}
	return strings.Join(slices.Concat(parts[:at-up], parts[at+3:]), "/")
}
