package inspect

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// statistics reads a file of webpack or esbuild that describes the build.
// It reports false where there is no such file, or one of another kind.
func (s *site) statistics(dir fs.FS, name string) (found bool, err error) {
	data, err := fs.ReadFile(dir, name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var keys map[string]json.RawMessage
	err = json.Unmarshal(data, &keys)
	if broken, is := errors.AsType[*json.SyntaxError](err); is {
		return false, fmt.Errorf("line %d: %w", 1+bytes.Count(data[:min(broken.Offset, int64(len(data)))], []byte("\n")), err)
	}
	switch {
	case bytes.HasPrefix(keys["outputs"], []byte("{")):
		return true, s.metafile(data)
	case bytes.HasPrefix(keys["chunks"], []byte("[")):
		return true, s.webpack(data)
	}
	return false, nil
}

// output finds a file by the path that statistics give it: relative to the
// output directory, to the project, or to Angular's directory for browsers.
func (s *site) output(p string) *asset.File {
	for name := p; name != ""; _, name, _ = strings.Cut(name, "/") {
		if f := s.build.File(name); f != nil {
			return f
		}
	}
	return s.build.File("browser/" + p)
}

// resource is the path of a file: a string, or an object that holds one as its
// name (webpack 5) or its path (Next).
type resource string

// UnmarshalJSON accepts all of these forms.
func (r *resource) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, (*string)(r)) == nil {
		return nil
	}
	var object struct{ Name, Path string }
	err := json.Unmarshal(data, &object)
	*r = resource(cmp.Or(object.Name, object.Path))
	return err
}

// packageOf is the npm package that a module belongs to, "" for own code.
func packageOf(module string) string {
	const mark = "node_modules/"
	i := strings.LastIndex(module, mark)
	if i < 0 {
		return ""
	}
	name, rest, _ := strings.Cut(module[i+len(mark):], "/")
	if strings.HasPrefix(name, "@") {
		scoped, _, _ := strings.Cut(rest, "/")
		name += "/" + scoped
	}
	return name
}
