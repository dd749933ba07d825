package asset

import (
	"strconv"
	"strings"
)

// Message is an error or a warning about the input.
type Message struct {
	Text   string
	File   string // relative to the project, "" when it concerns none
	Line   int    // 1-based, 0 when unknown
	Column int    // 1-based, in bytes, 0 when unknown
	Source string // the line's text
	Note   string // what to change
	Cause  string // what it has in common with messages that one change mends, "" for its text; people see such messages as one
	Key    string // the key of the configuration that it is about, "budgets[1].max"; "" for none
}

// String formats the message on one line: file:line:column: text (note). The key
// is in the text where people need it.
func (m Message) String() string {
	var s strings.Builder
	if m.File != "" {
		s.WriteString(m.File)
		if m.Line > 0 {
			s.WriteString(":" + strconv.Itoa(m.Line))
			if m.Column > 0 {
				s.WriteString(":" + strconv.Itoa(m.Column))
			}
		}
		s.WriteString(": ")
	}
	s.WriteString(m.Text)
	if m.Note != "" {
		s.WriteString(" (" + m.Note + ")")
	}
	return s.String()
}

// Messages is an error made of one or more messages.
type Messages []Message

// Error joins the messages, one on each line.
func (ms Messages) Error() string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = m.String()
	}
	return strings.Join(lines, "\n")
}

// SettingError is what a stage finds wrong with one of its settings. The stage
// knows the key; where that was set is known to whoever read the configuration.
type SettingError struct {
	Key  string // of the configuration: "budgets[1].max"
	Text string // what is wrong
	Note string // what to change, where Text does not say it
}

// Error writes the key, then the text and the note.
func (e *SettingError) Error() string {
	text := e.Key + ": " + e.Text
	if e.Note != "" {
		text += "; " + e.Note
	}
	return text
}
