package publish

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// recordPath is the file, inside the output directory, that lists every file
// that Write put there.
const recordPath = ".paintbox/files.json"

// record is the content of that file.
type record struct {
	Files []string `json:"files"` // slash-separated and sorted
}

// recorded returns the files of the last build; none if there is no record, or
// one that cannot be read.
func recorded(dir fs.FS) map[string]bool {
	r, err := readRecord(dir)
	if err != nil {
		return nil
	}
	known := map[string]bool{recordPath: true}
	for _, f := range r.Files {
		known[f] = true
	}
	return known
}

func readRecord(dir fs.FS) (record, error) {
	var r record
	text, err := fs.ReadFile(dir, recordPath)
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	return r, err
}

// encode writes the record as it stands in the file.
func (r record) encode() ([]byte, error) {
	slices.Sort(r.Files)
	text, err := json.MarshalIndent(record{slices.Compact(r.Files)}, "", "  ")
	return append(text, '\n'), err
}

// Add records files that a later command has put into an output directory, by
// their slash-separated paths in it, so that the next build may replace them. A
// directory without a record was not published by Write, and is left alone.
func Add(dir string, files ...string) error {
	r, err := readRecord(os.DirFS(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	r.Files = append(r.Files, files...)
	text, err := r.encode()
	if err != nil {
		return err
	}
	name := filepath.Join(dir, filepath.FromSlash(recordPath))
	half := filepath.Join(dir, newInfix+"record") // a leftover that every build removes
	if err := os.WriteFile(half, text, filePerm); err != nil {
		return err
	}
	return os.Rename(half, name)
}
