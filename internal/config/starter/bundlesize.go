package starter

import (
	"bytes"
	"encoding/json"

	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// kibi is what bundlesize and bundlewatch mean by kB: their package bytes counts
// so.
const kibi = 1024

// watched is a file of either tool: each file of the path by itself.
type watched struct {
	Path        string `json:"path"`
	MaxSize     string `json:"maxSize"`
	Compression string `json:"compression"`
}

// bundlesize takes over siddharthkp/bundlesize's files, gzip unless one says
// otherwise.
func bundlesize(t *taker, text json.RawMessage) error {
	var config struct {
		Files []watched `json:"files"`
	}
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")) {
		if err := json.Unmarshal(text, &config.Files); err != nil {
			return err
		}
	} else if err := json.Unmarshal(text, &config); err != nil {
		return err
	}
	t.watched(config.Files, "gzip")
	return nil
}

// bundlewatch takes over bundlewatch's files. What it compares with a branch, a
// baseline does.
func bundlewatch(t *taker, text json.RawMessage) error {
	var config struct {
		Files       []watched       `json:"files"`
		Compression string          `json:"defaultCompression"`
		CI          json.RawMessage `json:"ci"`
	}
	if err := json.Unmarshal(text, &config); err != nil {
		return err
	}
	if config.Compression == "" {
		config.Compression = "gzip"
	}
	t.watched(config.Files, config.Compression)
	if config.CI != nil {
		t.note("ci: to compare with a branch, write its sizes with --write-baseline and give them to --baseline")
	}
	return nil
}

func (t *taker) watched(files []watched, compression string) {
	for _, f := range files {
		if f.Compression == "" {
			f.Compression = compression
		}
		measure := map[string]budgets.Measure{"gzip": gzip, "brotli": brotli, "none": budgets.MeasureRaw}[f.Compression]
		if plain, in, is := coding.Sibling(f.Path); is { // the sibling of a file is that file, compressed
			f.Path, measure = plain, budgets.Measure(in.Name)
		}
		limit, err := size(f.MaxSize, kibi)
		switch {
		case f.MaxSize == "":
			t.note("%s: has no maxSize", f.Path)
		case err != nil:
			t.note("%s: maxSize %v", f.Path, err)
		case measure == "":
			t.note("%s: unknown compression %q", f.Path, f.Compression)
		default:
			t.file(f.Path, measure, limit)
		}
	}
}
