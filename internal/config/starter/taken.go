package starter

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// order is that of the keys in the file; others follow.
func order() []string {
	return []string{"entries", "outdir", "publicDir", "base", "envPrefix", "define", "alias", "conditions", "loader"}
}

// entries are the paths that the configuration names, nil for none.
func (t *Taken) entries() []string {
	list, _ := plain(t.Settings["entries"]).([]any)
	var named []string
	for _, item := range list {
		named = append(named, fmt.Sprint(item))
	}
	return named
}

// plain is data as encoding/json decodes it.
func plain(v any) any {
	var made any
	if text, err := json.Marshal(v); err != nil || json.Unmarshal(text, &made) != nil {
		return nil
	}
	return made
}

// taken writes what another tool's configuration says. What it leaves to the
// defaults stays out: the same defaults hold.
func (w *writer) taken(t *Taken) {
	if t.Unread {
		w.comment("  ", t.File+" was not read. A build reads it, and what it says holds where nothing is written here.")
		return
	}
	w.comment("  ", "From "+t.File+":")
	keys := slices.SortedFunc(maps.Keys(t.Settings), func(a, b string) int {
		return slices.Index(append(order(), a, b), a) - slices.Index(append(order(), a, b), b)
	})
	for _, key := range keys {
		w.line("  " + quote(key) + ": " + value(plain(t.Settings[key])) + ",")
	}
	if t.Plugins != "" {
		w.line(`  "plugins": ` + quote(t.Plugins) + ",")
	}
	if len(t.Stays) > 0 {
		w.comment("  ", t.File+" has to stay. A build still reads of it: "+strings.Join(t.Stays, ", ")+".")
	} else if t.Tool == "Vite" { // others say more than their keys, such as how variables are called
		w.comment("  ", "Nothing else is read from "+t.File+": without it, a build is the same.")
	}
}

// value writes what encoding/json decodes, on one line.
func value(v any) string {
	switch v := v.(type) {
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = value(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case map[string]any:
		items := make([]string, 0, len(v))
		for _, key := range slices.Sorted(maps.Keys(v)) {
			items = append(items, quote(key)+": "+value(v[key]))
		}
		return "{ " + strings.Join(items, ", ") + " }"
	case string:
		return quote(v)
	}
	return fmt.Sprint(v)
}
