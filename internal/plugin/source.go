package plugin

import "encoding/json"

// Source says where plugins come from: a file that exports a list of them, or a
// package that exports a function of options.
type Source struct {
	Module  string          `json:"module,omitempty"`
	Package string          `json:"package,omitempty"`
	Options json.RawMessage `json:"options,omitempty"`
}
