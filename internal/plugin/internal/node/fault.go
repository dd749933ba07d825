package node

import "github.com/paintbox-build/paintbox/asset"

// fatal is the question that wants no answer: its arguments are the Fault after
// which nothing more can be expected of the process.
const fatal = "fatal"

// Fault is an error in Node: of a plugin, with its hook, or of the process.
type Fault struct {
	Text   string `json:"text"`
	Plugin string `json:"plugin,omitempty"`
	Hook   string `json:"hook,omitempty"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"` // from 0
	Note   string `json:"note,omitempty"`
}

// Message is the fault for people: it names the plugin, the hook and the file.
func (f *Fault) Message(name func(string) string) asset.Message {
	m := asset.Message{Text: f.Text, File: name(f.File), Line: f.Line, Note: f.Note}
	if f.Line > 0 {
		m.Column = f.Column + 1
	}
	if f.Plugin != "" {
		m.Text = "plugin " + f.Plugin + ", " + f.Hook + ": " + f.Text
	}
	return m
}
