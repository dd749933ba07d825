package starter

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/paintbox-build/paintbox/budgets"
)

// Config writes the configuration: JSON with comments.
func (p *Project) Config() []byte {
	var w writer
	w.line("{")
	if p.Packages {
		w.line(`  "$schema": "./node_modules/paintbox/schema.json",`)
		w.line("")
	}
	for _, hint := range p.Hints {
		w.comment("  ", hint)
	}
	if p.Taken != nil || p.Entries != nil {
		if p.Tool != "" {
			w.comment("  ", p.Tool+" built this project so far. The first \"paintbox build\" needs --empty-outdir if "+p.Outdir+" holds its output.")
		}
	}
	if p.Taken != nil {
		w.taken(p.Taken)
	} else {
		if p.Entries != nil {
			w.line("  \"entries\": " + list(p.Entries) + ",")
		}
		w.line("  \"outdir\": " + quote(p.Outdir) + ",")
	}
	if p.Taken != nil || p.Entries != nil {
		w.line("")
		w.comment("  ", "How scripts are split; without it the groups are framework, excel, ui and vendor:")
		w.comment("  ", `"chunks": { "maxSize": "244KB", "groups": [{ "name": "vendor", "packages": ["*", "@*/*"] }] },`)
	}
	w.line("")
	w.comment("  ", "Here KB is 1000 bytes and KiB 1024. A list replaces the defaults, 5MB in total and 244KB for each chunk.")
	w.line(`  "budgets": [`)
	w.budgets(p)
	w.line("  ]")
	w.line("}")
	return []byte(w.String())
}

type writer struct{ strings.Builder }

func (w *writer) line(text string) { w.WriteString(text + "\n") }

// comment writes one, whatever the text holds.
func (w *writer) comment(indent, text string) {
	w.line(indent + "// " + strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), " "))
}

func (w *writer) budgets(p *Project) {
	taken := 0
	for _, s := range p.Sources {
		w.comment("    ", "From "+s.Name+", "+s.Unit+":")
		for _, b := range s.Budgets {
			taken++
			text := "    " + line(b.Rule) + ","
			if b.Note != "" {
				text += " // " + b.Note
			}
			w.line(text)
		}
		for _, note := range s.Notes {
			w.comment("    ", "Not taken over: "+note)
		}
	}
	if taken == 0 {
		w.line(`    { "type": "total", "max": "5MB" },`)
		w.line(`    { "type": "chunk" }, // each within its limit`)
	}
}

// line writes a rule on one line, its keys as the documentation has them.
func line(r budgets.Rule) string {
	parts := []string{`"type": ` + quote(r.Type)}
	add := func(key, value string) { parts = append(parts, fmt.Sprintf("%q: %s", key, value)) }
	if r.Name != "" {
		add("name", quote(r.Name))
	}
	if r.Files != "" {
		add("files", quote(r.Files))
	}
	if r.Measure != "" && r.Measure != budgets.MeasureRaw {
		add("measure", quote(string(r.Measure)))
	}
	if r.Max != nil {
		add("max", quote(r.Max.String()))
	}
	if r.Warn != nil {
		add("warn", quote(r.Warn.String()))
	}
	if r.MaxRequests != nil {
		add("maxRequests", strconv.Itoa(*r.MaxRequests))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

func list(items []string) string {
	quoted := make([]string, len(items))
	for i, item := range items {
		quoted[i] = quote(item)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// quote writes a JSON string.
func quote(s string) string { return string(hujson.String(s)) }
