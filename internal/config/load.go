package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/paintbox-build/paintbox/internal/toolchain"
)

// maxFileSize bounds what is parsed, in bytes: the parser recurses, and no
// configuration is a megabyte long.
const maxFileSize = 1 << 20

// Request says what to load.
type Request struct {
	// Dir is the project's directory; entries, globs and the output directory are relative to it.
	Dir string
	// File is the configuration file, absolute or relative to Dir. "" means paintbox.json, paintbox.jsonc or
	// package.json's key "paintbox", whichever is there.
	File string
	// Settings come from flags and are applied after the file.
	Settings []Setting
	// Existing says that a build is there already and is only judged: entries need not exist, and nothing is replaced.
	Existing bool
	// Foreign reads another tool's configuration of the project in a directory, for a mode: the file's name, and values by
	// key. They count where neither the file nor a flag sets the key. nil reads none.
	Foreign func(dir, mode string) (file string, settings map[string]any)
	// Makes tells of an entry that the other tool makes it, so that no file need be there. nil means none.
	Makes func(source string) bool
	// Environment is that of the process: Create React App's PUBLIC_URL.
	Environment map[string]string
	// Total comes from the flag --budget and replaces the budget of type "total".
	Total *asset.Size
}

// Setting is one value that a flag gives.
type Setting struct {
	Flag  string // for messages: "--max-size"
	Key   string // path of the key: "chunks.maxSize"
	Value any    // what encoding/json makes the JSON value from; objects and maps are merged, everything else replaces
}

// Load reads and validates the configuration. An error about its contents is an
// asset.Messages in which every message names the file and line, or the flag.
func Load(req Request) (*Config, error) {
	dir, err := filepath.Abs(req.Dir)
	if err != nil {
		return nil, err
	}
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return nil, fmt.Errorf("no directory %s (--cwd takes the project's directory)", req.Dir)
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil { // modules are where they really are, and relative to that
		return nil, err
	}
	file, err := find(dir, req.File)
	if err != nil {
		return nil, err
	}
	cfg, d := defaults(), decoder{origins: map[string]origin{}}
	cfg.Dir, cfg.File, cfg.origins, cfg.Package = dir, file, d.origins, toolchain.Read(dir)
	if file != "" {
		text, err := read(dir, file)
		if err != nil {
			return nil, err
		}
		switch found := d.file(&cfg, pathname.Of(dir, file), text); {
		case !found && req.File != "":
			return nil, fmt.Errorf("%s: no key \"paintbox\" (add it, or give another file to --config)", pathname.Of(dir, file))
		case !found:
			cfg.File = ""
		}
	}
	for _, s := range req.Settings {
		d.setting(&cfg, s)
	}
	if req.Total != nil {
		d.total(&cfg, *req.Total)
	}
	if len(d.errs) == 0 && !req.Existing {
		d.errs = cfg.refuse()
	}
	if len(d.errs) == 0 && req.Foreign != nil {
		d.foreign(&cfg, req.Foreign)
	}
	if len(d.errs) == 0 {
		d.errs = validate(&cfg, req)
	} else {
		d.errs = append(d.errs, alsoWrong(&cfg, req, d.errs)...)
	}
	if len(d.errs) > 0 {
		slices.SortStableFunc(d.errs, func(a, b asset.Message) int { return a.Line - b.Line })
		return nil, d.errs
	}
	return &cfg, nil
}

// validate checks all settings, and completes them: each check finds those above
// it done.
func validate(c *Config, req Request) asset.Messages {
	v := validator{Config: c, existing: req.Existing, makes: req.Makes, process: req.Environment}
	v.ownOutdir()
	if !req.Existing {
		v.public()
		v.findPage()
		if !v.unsettled {
			v.entries()
		}
	}
	v.outdir()
	v.base()
	v.serviceWorker()
	v.target()
	v.environment()
	v.interop()
	v.names()
	v.chunks()
	v.licenses()
	v.cache()
	v.budgets()
	return v.errs
}

// alsoWrong is what a validation says of a configuration in which something is
// wrong already: of the keys that were stated and read.
func alsoWrong(c *Config, req Request, known asset.Messages) asset.Messages {
	return slices.DeleteFunc(validate(c, req), func(m asset.Message) bool {
		if c.nearestOrigin(m.Key).src.text == nil {
			return true
		}
		return slices.ContainsFunc(known, func(k asset.Message) bool {
			return strings.HasPrefix(m.Key, k.Key) && k.Key != "" || strings.HasPrefix(k.Key, m.Key)
		})
	})
}

// find returns the absolute path of the configuration file, "" if there is none.
func find(dir, name string) (string, error) {
	if name != "" {
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		return name, nil
	}
	var found []string
	for _, name := range []string{"paintbox.json", "paintbox.jsonc", "package.json"} {
		_, err := os.Lstat(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		found = append(found, name)
	}
	switch {
	case len(found) == 0:
		return "", nil
	case len(found) > 1 && found[1] == "paintbox.jsonc":
		return "", asset.Messages{{Text: "there are two configurations, paintbox.json and paintbox.jsonc", File: found[1], Line: 1,
			Note: "remove one of them, or choose one with --config"}}
	}
	return filepath.Join(dir, found[0]), nil
}

func read(dir, file string) ([]byte, error) {
	st, err := os.Stat(file)
	if err == nil && st.IsDir() {
		err = fs.ErrInvalid
	}
	if err != nil {
		return nil, fmt.Errorf("%s: cannot read the configuration: %w (--config takes a file)", pathname.Of(dir, file), pathname.Reason(err))
	}
	if st.Size() > maxFileSize {
		return nil, fmt.Errorf("%s:1: the file is %d bytes long (a configuration has at most %d)", pathname.Of(dir, file), st.Size(), maxFileSize)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot read the configuration: %w (make it readable)", pathname.Of(dir, file), pathname.Reason(err))
	}
	return text, nil
}

// file decodes a configuration file, or the key "paintbox" of a package.json.
// It reports whether there was a configuration in it.
func (d *decoder) file(cfg *Config, name string, text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	d.src = source{name: name, text: text}
	v, ok := d.parse(text)
	if !ok {
		return true
	}
	if filepath.Base(name) == "package.json" {
		own := v.Find("/paintbox")
		if own == nil {
			return false
		}
		v = *own
	}
	d.decode(v, reflect.ValueOf(cfg).Elem(), "", "")
	return true
}

// setting decodes a flag's value as if it stood in the file.
func (d *decoder) setting(cfg *Config, s Setting) {
	value := s.Value
	for _, name := range slices.Backward(strings.Split(s.Key, ".")) {
		value = map[string]any{name: value}
	}
	text, err := json.Marshal(value)
	d.src = source{name: s.Flag, flag: true, text: text}
	if err != nil {
		d.fail(0, s.Key, "", "%v", err)
		return
	}
	if v, ok := d.parse(text); ok {
		d.decode(v, reflect.ValueOf(cfg).Elem(), "", "")
	}
}

// foreign completes what nobody stated.
func (d *decoder) foreign(cfg *Config, read func(dir, mode string) (string, map[string]any)) {
	file, settings := read(cfg.Dir, cfg.Mode)
	cfg.foreign = map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(settings)) {
		if _, stated := d.origins[key]; !stated {
			cfg.foreign[key] = true
			d.setting(cfg, Setting{Flag: file, Key: key, Value: settings[key]})
		}
	}
}

// total sets the total budget, beside the other budgets.
func (d *decoder) total(cfg *Config, limit asset.Size) {
	i := slices.IndexFunc(cfg.Budgets, func(r budgets.Rule) bool { return r.Type == "total" && r.Max != nil })
	cfg.Budgets = slices.Clone(cfg.Budgets)
	if i < 0 {
		i = len(cfg.Budgets)
		cfg.Budgets = append(cfg.Budgets, budgets.Rule{Type: "total"})
	}
	cfg.Budgets[i].Max = &limit
	d.origins["budgets["+strconv.Itoa(i)+"].max"] = origin{src: source{name: "--budget", flag: true}}
}

// parse turns text into a tree; on a syntax error it reports where.
func (d *decoder) parse(text []byte) (hujson.Value, bool) {
	v, err := hujson.Parse(text)
	if err == nil {
		return v, true
	}
	var line, column int
	if _, scanErr := fmt.Sscanf(err.Error(), "hujson: line %d, column %d:", &line, &column); scanErr != nil {
		line, column = 1, 1
	}
	if inner := errors.Unwrap(err); inner != nil {
		err = inner
	}
	d.fail(offset(text, line, column), "", "", "not valid JSON: %v", err)
	return v, false
}

// offset finds the byte at a line and column, both 1-based.
func offset(text []byte, line, column int) int {
	at := 0
	for range line - 1 {
		at += bytes.IndexByte(text[at:], '\n') + 1
	}
	return min(at+max(column-1, 0), len(text))
}
