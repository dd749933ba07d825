package starter

import "encoding/json"

// source is a row of the table of places that hold budgets.
type source struct {
	tool  string
	unit  string
	key   func(packageJSON) []byte // the tool's key of package.json, nil for none
	files []string                 // its configuration files
	take  func(*taker, json.RawMessage) error
}

// sources is the table.
func sources() []source {
	return []source{
		{"size-limit", "kB = 1000", func(p packageJSON) []byte { return p.SizeLimit },
			[]string{".size-limit.json", ".size-limit", ".size-limit.js", ".size-limit.cjs", ".size-limit.mjs", ".size-limit.ts"}, sizeLimit},
		{"bundlesize", "kB = 1024", func(p packageJSON) []byte { return p.Bundlesize }, []string{"bundlesize.config.json"}, bundlesize},
		{"bundlewatch", "kB = 1024", func(p packageJSON) []byte { return p.Bundlewatch },
			[]string{"bundlewatch.config.json", "bundlewatch.config.js", ".bundlewatch.config.json", ".bundlewatch.config.js"}, bundlewatch},
		{"Angular", "kB = 1000", nil, []string{"angular.json"}, angular},
		{"Lighthouse", "sizes in KiB", nil, []string{"budget.json", "budgets.json", "lighthouse-budget.json"}, lighthouse},
		{"webpack", "sizes in bytes", nil, []string{"webpack.config.js", "webpack.config.cjs", "webpack.config.mjs", "webpack.prod.js", "webpack.config.prod.js"}, webpack},
	}
}

// take reads a source's budgets, wherever the project has them.
func (f *finder) take(s source) {
	if s.key != nil {
		if text := s.key(f.pkg); text != nil {
			f.takeFrom(s, "package.json", text, nil)
		}
	}
	for _, name := range s.files {
		if !f.exists(name) {
			continue
		}
		text, err := f.config(name)
		f.takeFrom(s, name, text, err)
		return
	}
}

func (f *finder) takeFrom(s source, file string, text []byte, err error) {
	t := &taker{f, Source{Name: s.tool + " in " + file, Unit: s.unit}}
	if s.key == nil {
		t.Name = file
	}
	if err == nil {
		err = s.take(t, text)
	}
	if err != nil {
		t.note("%s could not be read (%s): copy its budgets by hand", file, firstLine(err))
	}
	if len(t.Budgets)+len(t.Notes) > 0 {
		f.project.Sources = append(f.project.Sources, t.Source)
	}
}
