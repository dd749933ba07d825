package plugin

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Written is what of another tool's configuration can be written down, so that
// a build is the same with it.
type Written struct {
	File     string         // the configuration
	Tool     string         // whose it is, as people write it
	Settings map[string]any // by the keys of Paintbox's own configuration
	Module   string         // a file that exports the plugins; "" where there are none, or none can be written
	Stays    []string       // what still is read from the file, so that it has to stay
}

// Write tells what can be written down of the configuration that Read has read.
// It reports false where there is none, File being "" then, or where it cannot be
// read, which Messages tell.
func (f *Foreign) Write() (Written, bool, error) {
	w := Written{File: f.file, Settings: map[string]any{}}
	if f.config.Tool == "" {
		return f.writeData(w)
	}
	w.Tool = f.config.Name()
	if !f.Known() {
		return w, false, nil
	}
	var answer writtenAnswer
	if _, failed := f.process.Call(f.ctx, opWritten, struct{}{}, &answer); failed != nil {
		return w, false, asset.Messages{failed.Message(func(name string) string { return name })}
	}
	maps.Copy(w.Settings, f.values.Settings)
	w.Module, w.Stays = answer.Module, answer.Stays
	w.set("define", answer.Define, len(answer.Define))
	w.set("alias", answer.Alias, len(answer.Alias))
	w.set("conditions", answer.Conditions, len(answer.Conditions))
	w.Stays = slices.DeleteFunc(w.Stays, func(what string) bool { return w.Settings[covered()[what]] != nil })
	if name, _ := w.Settings["publicDir"].(string); strings.HasPrefix(name, "../") {
		w.stay("publicDir", "publicDir outside of the project")
	}
	if len(f.values.Pages) > 0 {
		w.stay("", "the pages")
	}
	if w.Module == "" && slices.Contains(w.Stays, "plugins") {
		w.Stays = slices.DeleteFunc(w.Stays, func(what string) bool { return what == "plugins" })
		w.Stays = append(w.Stays, "the plugins")
	}
	slices.Sort(w.Stays)
	return w, true, nil
}

// writeData is what package.json says of Parcel, but for pages: where they are
// published follows from how they are named there.
func (f *Foreign) writeData(w Written) (Written, bool, error) {
	_, settings := f.data()
	if settings == nil {
		return w, false, nil
	}
	w.File, w.Tool = "package.json", "Parcel"
	maps.Copy(w.Settings, settings)
	if _, ok := settings["entries"]; ok {
		w.stay("entries", "the entries")
	}
	if f.component != "" {
		w.stay("", "components of images")
	}
	if alias, ok := settings["alias"].(map[string]string); ok {
		own := map[string]string{}
		for name, to := range alias {
			if filepath.IsAbs(to) {
				rel, err := filepath.Rel(f.dir, to)
				if err != nil {
					return w, false, err
				}
				if to = "./" + strings.TrimPrefix(filepath.ToSlash(rel), "."); strings.HasPrefix(filepath.ToSlash(rel), "../") {
					to = filepath.ToSlash(rel)
				}
			}
			own[name] = to
		}
		w.Settings["alias"] = own
	}
	return w, true, nil
}

// covered are keys of tools that settings of ours say whole.
func covered() map[string]string {
	return map[string]string{
		"entry": "entries", "input": "entries", "output.path": "outdir", "output.publicPath": "base", "distPath": "outdir", "assetPrefix": "base", "outputDir": "outdir", "publicPath": "base", "publicDir": "publicDir",
	}
}

func (w *Written) set(key string, value any, size int) {
	if size > 0 {
		w.Settings[key] = value
	}
}

// stay takes a key out of what is written.
func (w *Written) stay(key, why string) {
	delete(w.Settings, key)
	w.Stays = append(w.Stays, why)
}
