package inspect

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
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
